/**
 * Schemes that no policy can allow for links. They have been abused, or are made, to run code, to install
 * something, to open a share (which sends the hash of the Windows password there), or to leave the hosts
 * that a policy allows. Pure.
 */

const SCHEMES = new Set(
  [
    // Browsers: code in the address, their own pages, and what the computer holds.
    'javascript jscript livescript mocha vbscript vbs data blob about file filesystem view-source wyciwyg',
    'jar feed resource res chrome edge brave opera vivaldi devtools extension page-icon externalfile',
    'android-app content intent ws wss',
    // Programs that open any address: what a policy says of hosts would not count.
    'microsoft-edge microsoft-edge-holographic firefox firefox-private firefoxurl firefoxhtml chromehtml',
    'chromiumhtm msedgehtm msedgepdf googlechrome googlechromes operastable bravehtml iehttp iehttps',
    'ie.http ie.https ie.ftp',
    // Windows: shell, search, help, directories, one-click installers. `ms-…` is refused as a family.
    'shell search search-ms hcp mk its mhtml mshelp help ldap ldaps ldapi wab outlookfeed feeds stssync',
    'onenote onenote-cmd onenotedesktop odopen windowsdefender appinstaller jnlp jnlps',
    // Shares, remote shells and remote desktops, which take options in the address.
    'smb cifs nfs afp ftp ftps sftp scp fish ssh telnet tn3270 rlogin rsh rdp vnc spice dav davs webdav',
    'webdavs admin ssh+git git+ssh git svn svn+ssh hg',
    // macOS: scripts, manuals, disk images, installers.
    'applescript script-editor automator workflow shortcuts iterm2 x-man-page x-help-script x-help-action',
    'disk disks itms-services macappstore',
    // Linux: package installers and help viewers.
    'apt apt+http apturl snap appstream ymp flatpak flatpak+https man info ghelp',
    // Developers' tools and game launchers that run what an address names.
    'vscode vscodium cursor jetbrains idea sourcetree github-windows github-mac x-github-client gitkraken',
    'steam origin origin2 uplay com.epicgames.launcher battlenet',
  ].flatMap((line) => line.split(' ')),
);

/** Families of which every member belongs to an operating system, a browser or a developers' tool. */
const FAMILIES = ['ms-', 'chrome-', 'moz-', 'edge-', 'x-apple', 'x-safari', 'vscode-'];

/** Whether a scheme (in lower case, without its colon) is one of these. */
export const isDangerousScheme = (scheme: string): boolean =>
  SCHEMES.has(scheme) || FAMILIES.some((family) => scheme.startsWith(family));
