/**
 * Schemes that no policy can allow for links. They have been abused, or are made, for one of these purposes:
 * to run code, to install something, to open a share (which sends the hash of the Windows password to it), or
 * to leave the hosts that a policy allows. Pure.
 */

const DANGEROUS = new RegExp(
  '^(' +
    // Families of schemes. They belong to Windows, to macOS, or to browsers and editors that open any
    // address.
    'ms-|chrome|moz-|x-apple|x-help|vscode|firefox|googlechrome|onenote|flatpak|git\\+|svn\\+|apt\\+|ie\\.' +
    '|(' +
    // Browsers: code in the address, the browser's own pages, and contents of the computer.
    'javascript|vbscript|data|blob|about|file(?:system)?|view-source|jar|resource|res|edge|' +
    'extension|content|intent|' +
    // Windows: shell, search, help, directories, one-click installers. The family `ms-…` is refused above.
    'shell|search(?:-ms)?|hcp|mk|its|mhtml|help|ldaps?|wab|stssync|appinstaller|jnlps?|' +
    'microsoft-edge|' +
    // Shares, remote shells and remote desktops, which take options in the address.
    'smb|cifs|nfs|afp|s?ftp|scp|fish|ssh|telnet|tn3270|rlogin|rdp|vnc|(?:web)?davs?|admin|' +
    'git|svn|hg|' +
    // macOS: scripts, manuals, disk images, installers.
    'applescript|automator|workflow|shortcuts|x-man-page|disks?|itms-services|macappstore|' +
    // Linux: package installers and help viewers.
    'apt(?:url)?|snap|appstream|ymp|man|info|ghelp|' +
    // Developers' tools and game launchers that run what an address names.
    'jetbrains|sourcetree|steam|origin|uplay|com\\.epicgames\\.launcher' +
    ')$)',
);

/** Returns whether a scheme is dangerous. `scheme` is in lower case, without the colon. */
export const isDangerousScheme = (scheme: string): boolean => DANGEROUS.test(scheme);
