import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.HOOK_SECRET);

export async function POST(request) {
  try {
    const event = webhook.verify(await request.text(), Object.fromEntries(request.headers));
    console.log(event.data.title);
    return new Response(null, { status: 204 });
  } catch {
    return new Response(null, { status: 401 });
  }
}
