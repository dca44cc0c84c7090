/** The address when it is one of the web; null for anything that must not be opened or fetched. */
export function webAddress(url: string): URL | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  return new URL(url)
}

/** True for pictures that are part of the text itself. SVG is left out, since it can carry more than a picture. */
export const isPictureData = (url: string): boolean =>
  /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=\s]+$/i.test(url)
