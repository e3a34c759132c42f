// A mail server that answers by recipient and prints every message it was given, one JSON object a line.
import { readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

// later@...  the first message is refused with 451 after DATA, the next one taken
// never@...  refused with 550 at RCPT
// lost@...   the first connection is cut after DATA, before an answer; the next message is taken
// others     taken
// from guest@...  refused with 530 at MAIL: the sender is to sign in first
const seen = new Map();

function say(object) {
  process.stdout.write(JSON.stringify(object) + "\n");
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function cut(session) {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy();
  }
}

// With a certificate (GIAOBAN_SMTP_CHAIN, GIAOBAN_SMTP_KEY) it offers STARTTLS, and nobody sends without signing in.
const chain = process.env.GIAOBAN_SMTP_CHAIN;
const guarded = {
  cert: chain && readFileSync(chain),
  key: chain && readFileSync(process.env.GIAOBAN_SMTP_KEY),
  onAuth({ username, password }, session, done) {
    const good = session.secure && username === "giaoban" && password === "bí mật";
    done(good ? null : refusal(535, "5.7.8 wrong name or password"), { user: username });
  },
};

const server = new SMTPServer({
  ...(chain ? guarded : { authOptional: true, disabledCommands: ["AUTH", "STARTTLS"] }),
  disableReverseLookup: true,
  onMailFrom(address, session, done) {
    if (!address.address.startsWith("guest@")) return done();
    done(refusal(530, "5.7.0 Authentication required"));
  },
  onRcptTo(address, session, done) {
    if (!address.address.startsWith("never@")) return done();
    say({ to: address.address, answer: 550, connection: session.id });
    done(refusal(550, "5.1.1 no such mailbox"));
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo[0].address;
      const from = session.envelope.mailFrom.address;
      const message = Buffer.concat(chunks).toString("utf8");
      const times = (seen.get(to) ?? 0) + 1;
      seen.set(to, times);
      const said = { to, from, message, connection: session.id };
      if (times === 1 && to.startsWith("later@")) {
        say({ ...said, answer: 451 });
        return done(refusal(451, "4.3.2 come again later"));
      }
      if (times === 1 && to.startsWith("lost@")) {
        say({ ...said, answer: 0 });
        return cut(session);
      }
      say({ ...said, answer: 250 });
      done(null, "2.0.0 taken");
    });
  },
});

server.on("error", (error) => say({ fault: String(error) }));
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
// Whoever started it closes this pipe by ending, however it ends.
process.stdin.on("end", () => process.exit(0)).resume();
