/** Saves a text as a file on the agent's computer. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // By then the download has read the content.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
