// A list or a picture as a file: fetched part by part, put together, handed to the browser under the name that it was given.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { ExportFormat, type ExportListRequestSchema } from "../contract/giaoban/v1/export_pb.js";
import { exporting } from "../calls/calls.js";
import { language } from "../language/language.svelte.js";
import { assemble, type Exported } from "./assemble.js";

export type What = NonNullable<MessageInitShape<typeof ExportListRequestSchema>["what"]>;
export async function download(what: What, format: ExportFormat): Promise<Exported> {
  const file = await assemble((part) => exporting.exportList({ what, format, language: language(), part }));
  const url = URL.createObjectURL(new Blob(file.pieces, { type: file.mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return file;
}
