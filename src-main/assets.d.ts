/** A file copied beside the built main process; the import gives its path. Source: electron-vite, "Asset Handling". */
declare module '*?asset' {
  const path: string
  export default path
}
