// A small Fedify server for benchmarks and interoperability tests: actors of any name, an inbox
// whose effects it keeps, and what tests ask of it.
//
//   PORT            where it listens; 0 for any that is free, which is printed
//   FIRST_KNOCK     rfc9421 or draft-cavage-http-signatures-12, how its requests are signed first
//
// It stores with Fedify's in-process MemoryKvStore and InProcessMessageQueue, as its manual has it
// for a single process.
//
//   GET  /test/counts           how many activities its listeners have had, by type
//   GET  /test/state            followers, accepted and rejected follows, timeline, likes and boosts
//   GET  /test/lookup?url=…     what WebFinger and the document of an actor elsewhere say
//   POST /test/alias            {of, actor}: an actor here says that it is one elsewhere, too
//   POST /test/send             {from, to, activity}: an actor here sends one to an actor elsewhere
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
const followers = new Map(); // by actor and actor here
const follows = { accepted: [], rejected: [] };
const timeline = new Map(); // by id
const reactions = new Set(); // type, actor and post
const aliases = new Map(); // of actors here

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
      aliases: aliases.get(identifier) ?? [],
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher(async (_ctx, identifier) => keyPairs(identifier));

// Every actor has a note of every number.
federation.setObjectDispatcher(
  vocab.Note,
  "/users/{identifier}/notes/{number}",
  (ctx, { identifier, number }) =>
    new vocab.Note({
      id: ctx.getObjectUri(vocab.Note, { identifier, number }),
      attribution: ctx.getActorUri(identifier),
      content: `Note ${number}`,
      to: vocab.PUBLIC_COLLECTION,
    }),
);

function reaction(activity) {
  const type = activity instanceof vocab.Like ? "Like" : "Announce";
  return `${type} ${activity.actorId?.href} ${activity.objectId?.href}`;
}

function react(ctx, activity) {
  if (ctx.parseUri(activity.objectId)?.type === "object") {
    reactions.add(reaction(activity));
  }
}

async function follow(ctx, activity) {
  const parsed = ctx.parseUri(activity.objectId);
  const follower = await activity.getActor(ctx);
  if (parsed?.type !== "actor" || follower == null) {
    return;
  }
  followers.set(`${follower.id.href} ${parsed.identifier}`, follower.id.href);
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

async function undo(ctx, activity) {
  const undone = await activity.getObject(ctx);
  if (undone instanceof vocab.Follow && undone.actorId?.href === activity.actorId?.href) {
    const parsed = ctx.parseUri(undone.objectId);
    followers.delete(`${undone.actorId.href} ${parsed?.identifier}`);
  }
  const isReaction = undone instanceof vocab.Like || undone instanceof vocab.Announce;
  if (isReaction && undone.actorId?.href === activity.actorId?.href) {
    reactions.delete(reaction(undone));
  }
}

async function keep(ctx, activity) {
  const object = await activity.getObject(ctx);
  if (object?.id != null && object.attributionId?.href === activity.actorId?.href) {
    timeline.set(object.id.href, {
      id: object.id.href,
      actor: activity.actorId.href,
      name: object.name?.toString() ?? "",
      content: object.content?.toString() ?? "",
    });
  }
}

function drop(_ctx, activity) {
  const kept = timeline.get(activity.objectId?.href);
  if (kept?.actor === activity.actorId?.href) {
    timeline.delete(kept.id);
  }
}

const effects = {
  Follow: follow,
  Undo: undo,
  Create: keep,
  Update: keep,
  Delete: drop,
  Accept: (_ctx, activity) => follows.accepted.push(activity.objectId?.href),
  Reject: (_ctx, activity) => follows.rejected.push(activity.objectId?.href),
  Like: react,
  Announce: react,
};

const inbox = federation.setInboxListeners("/users/{identifier}/inbox", "/inbox");
for (const [type, effect] of Object.entries(effects)) {
  inbox.on(vocab[type], async (ctx, activity) => {
    counts[type] = (counts[type] ?? 0) + 1;
    await effect(ctx, activity);
  });
}

async function send(ctx, { from, to, activity }) {
  const actor = ctx.getActorUri(from);
  const id = `${actor.href}/activities/${crypto.randomUUID()}`;
  const document = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id,
    actor: actor.href,
    ...activity,
  };
  const recipient = await ctx.lookupObject(to);
  await ctx.sendActivity(
    { identifier: from },
    recipient,
    await vocab.Activity.fromJsonLd(document, ctx),
  );
  return { id };
}

async function lookup(ctx, address) {
  const url = new URL(address);
  const actor = await ctx.lookupObject(url);
  return {
    webFinger: await ctx.lookupWebFinger(url),
    id: actor?.id?.href ?? "",
    isActor: vocab.isActor(actor),
    preferredUsername: actor?.preferredUsername?.toString() ?? "",
    inbox: actor?.inboxId?.href ?? "",
    followers: (await actor?.getFollowers(ctx))?.totalItems ?? -1,
  };
}

async function test(request) {
  const url = new URL(request.url);
  const ctx = federation.createContext(request, undefined);
  switch (`${request.method} ${url.pathname}`) {
    case "GET /test/counts":
      return Response.json({ counts });
    case "GET /test/state":
      return Response.json({
        followers: [...followers.values()],
        ...follows,
        timeline: [...timeline.values()],
        reactions: [...reactions],
      });
    case "GET /test/lookup":
      return Response.json(await lookup(ctx, url.searchParams.get("url")));
    case "POST /test/alias": {
      const { of, actor } = await request.json();
      aliases.set(of, [new URL(actor)]);
      return Response.json({});
    }
    case "POST /test/send":
      return Response.json(await send(ctx, await request.json()));
    default:
      return new Response("not found", { status: 404 });
  }
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
