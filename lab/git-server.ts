import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * Serves the bare repositories of a folder over HTTP, for fetch and push, through git's own `git http-backend`
 * (https://git-scm.com/docs/git-http-backend). Started as a process: `git-server.ts <folder> <port>`.
 */
function serve(folder: string, port: number): void {
  createServer((request, response) => answer(folder, request, response)).listen(port, "127.0.0.1");
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (url.pathname === "/healthz") {
    response.end("ok\n");
    return;
  }
  const backend = spawn("git", ["http-backend"], { env: backendEnvironment(folder, request, url) });
  request.pipe(backend.stdin);
  backend.stdin.on("error", () => {}); // git may answer before it has read everything
  backend.on("error", () => response.writeHead(500).end());
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    backend.stdout.off("data", readHead);
    writeHead(response, head.subarray(0, end).toString("latin1"));
    response.write(head.subarray(end + 4));
    backend.stdout.pipe(response);
  };
  backend.stdout.on("data", readHead);
  backend.on("close", () => response.end());
  response.on("close", () => backend.kill());
}

/** The CGI variables of RFC 3875 that git http-backend reads. */
function backendEnvironment(folder: string, request: IncomingMessage, url: URL): NodeJS.ProcessEnv {
  const header = (name: string): string => String(request.headers[name] ?? "");
  return {
    PATH: process.env.PATH,
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: "1",
    REQUEST_METHOD: request.method,
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: header("content-type"),
    CONTENT_LENGTH: header("content-length"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    GIT_PROTOCOL: header("git-protocol"),
    REMOTE_ADDR: "127.0.0.1",
  };
}

function writeHead(response: ServerResponse, head: string): void {
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === "status") response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}

const [folder, port] = process.argv.slice(2);
if (folder === undefined || port === undefined) throw new Error("usage: git-server.ts <folder> <port>");
serve(folder, Number(port));
