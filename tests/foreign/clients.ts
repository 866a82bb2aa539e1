// Clients of both APIs on the types that openapi-typescript made: what the documentation demands,
// the compiler demands too. It is compiled, never run.
import createClient from "openapi-fetch";
import type { paths as ParcelTracker } from "./generated/parcel_tracker";
import type { paths as SmartPay } from "./generated/smartpay";

const smartpay = createClient<SmartPay>({ baseUrl: "https://api.example" });
const parcels = createClient<ParcelTracker>({ baseUrl: "https://api.example" });

export async function smartPay(): Promise<string | undefined> {
  const retries = "/subscriptions/{subscriptionId}/billing-cycles/{billingCycleId}/manual-retries";
  const path = { subscriptionId: "Subscription-1", billingCycleId: "BillingCycle-1" };
  const header = { "Accept-Language": "en" };
  const { data, error } = await smartpay.POST(retries, {
    params: { path, header },
    body: { reason: "The customer has a new card." },
  });
  // @ts-expect-error: a mandatory row is missing
  await smartpay.POST(retries, { params: { path, header }, body: {} });
  // @ts-expect-error: a row has another type
  await smartpay.POST(retries, { params: { path, header }, body: { reason: 1 } });
  // @ts-expect-error: a path parameter is missing
  await smartpay.POST(retries, { params: { path: {}, header }, body: { reason: "" } });
  // @ts-expect-error: a mandatory header is missing
  await smartpay.POST(retries, { params: { path }, body: { reason: "" } });
  // @ts-expect-error: there is no such call
  await smartpay.PUT(retries, { params: { path, header }, body: { reason: "" } });
  return error === undefined ? data?.id : JSON.stringify(error);
}

export async function parcelTracker(): Promise<void> {
  const body = {
    "target-url": "https://shop.example/hook",
    "signing-secret": "secret",
    account: "NH-000417",
    "event-types": ["parcel.delivered" as const],
  };
  const params = { path: { "hook-id": "1" } };
  await parcels.PUT("/v2/hooks/{hook-id}", { params, body });
  const wrong = { ...body, "event-types": ["parcel.eaten"] };
  // @ts-expect-error: no documented value
  await parcels.PUT("/v2/hooks/{hook-id}", { params, body: wrong });
}
