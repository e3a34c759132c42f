// A QR code as a path for SVG: dark squares of one unit; the library is loaded when first needed.

export interface QrCode {
  size: number;
  path: string;
}

export async function qrOf(text: string): Promise<QrCode> {
  const { default: qrcode } = await import("qrcode-generator");
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  }
  return { size, path };
}
