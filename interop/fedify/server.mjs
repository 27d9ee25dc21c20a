// A small Fedify server: actors, an inbox that counts what it takes, and what tests ask of it.
//
//   PORT            where it listens; 0 for any that is free, which is printed
//   FIRST_KNOCK     rfc9421 or draft-cavage-http-signatures-12, how its requests are signed first
//
// It stores with Fedify's in-process MemoryKvStore and InProcessMessageQueue, as its manual has it
// for a single process. GET /test/counts says how many activities its listeners have had by type;
// POST /test/send {from, to, type, object} has an actor send one.
import { createServer } from "node:http";
import { serve } from "@hono/node-server";
import {
  createFederation,
  generateCryptoKeyPair,
  InProcessMessageQueue,
  MemoryKvStore,
} from "@fedify/fedify";
import * as vocab from "@fedify/fedify/vocab";

const port = Number(process.env.PORT ?? "0");
const firstKnock = process.env.FIRST_KNOCK ?? "rfc9421";

const counts = {};
const received = [];
const MOST_KEPT = 1000;

function heard(type, activity) {
  counts[type] = (counts[type] ?? 0) + 1;
  if (received.length < MOST_KEPT) {
    received.push({
      type,
      id: activity.id?.href,
      actor: activity.actorId?.href,
      object: activity.objectId?.href,
    });
  }
}

const federation = createFederation({
  kv: new MemoryKvStore(),
  queue: new InProcessMessageQueue(),
  allowPrivateAddress: true,
  firstKnock,
});

const keys = new Map();
async function keyPairs(identifier) {
  if (!keys.has(identifier)) {
    keys.set(identifier, [
      await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"),
      await generateCryptoKeyPair("Ed25519"),
    ]);
  }
  return keys.get(identifier);
}

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    const pairs = await ctx.getActorKeyPairs(identifier);
    return new vocab.Person({
      id: ctx.getActorUri(identifier),
      preferredUsername: identifier,
      name: identifier,
      inbox: ctx.getInboxUri(identifier),
      endpoints: new vocab.Endpoints({ sharedInbox: ctx.getInboxUri() }),
      url: ctx.getActorUri(identifier),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher(async (_ctx, identifier) => keyPairs(identifier));

const inbox = federation.setInboxListeners("/users/{identifier}/inbox", "/inbox");
for (const type of ["Follow", "Accept", "Reject", "Create", "Update", "Delete", "Like", "Announce", "Undo"]) {
  inbox.on(vocab[type], async (ctx, activity) => {
    heard(type, activity);
    if (type === "Follow" && activity.objectId != null) {
      const parsed = ctx.parseUri(activity.objectId);
      const follower = await activity.getActor(ctx);
      if (parsed?.type === "actor" && follower != null) {
        await ctx.sendActivity(
          { identifier: parsed.identifier },
          follower,
          new vocab.Accept({
            id: new URL(`#accepts/${crypto.randomUUID()}`, activity.objectId),
            actor: activity.objectId,
            object: activity,
          }),
        );
      }
    }
  });
}

async function test(request) {
  const url = new URL(request.url);
  if (url.pathname === "/test/counts") {
    return Response.json({ counts, received });
  }
  if (url.pathname === "/test/send" && request.method === "POST") {
    const { from, to, type, object } = await request.json();
    const ctx = federation.createContext(request, undefined);
    const actor = ctx.getActorUri(from);
    const recipient = await ctx.lookupObject(to);
    const id = new URL(`${actor.href}/activities/${crypto.randomUUID()}`);
    await ctx.sendActivity(
      { identifier: from },
      recipient,
      new vocab[type]({ id, actor, object: new URL(object ?? to) }),
    );
    return Response.json({ id: id.href });
  }
  return new Response("not found", { status: 404 });
}

serve(
  {
    port,
    hostname: "localhost",
    createServer,
    fetch: (request) =>
      new URL(request.url).pathname.startsWith("/test/")
        ? test(request)
        : federation.fetch(request, { contextData: undefined }),
  },
  (info) => console.log(`listening on ${info.port}`),
);
