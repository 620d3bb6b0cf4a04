// A person, a shift and a conflict by a client that is generated from the OpenAPI document. What tsc says of this file is
// part of the test.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./rota.js";

type Schemas = components["schemas"];

const rota = createClient<paths>({
  baseUrl: process.env.ROTA ?? "",
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
});
const mergePatch = { "Content-Type": "application/merge-patch+json" };

function succeeded<T>(answer: { data?: T; error?: unknown }): T {
  assert(answer.data !== undefined, JSON.stringify(answer.error));
  return answer.data;
}

const email = `typescript-${Date.now()}@example.com`;
const user: Schemas["User"] = succeeded(
  await rota.POST("/v1/users", {
    params: { header: { "Idempotency-Key": email } },
    body: { name: "Tove Jansson", email, roles: ["barista"] },
  }),
);
// Always there, and null: not optional.
const phone: string | null = user.phone;
assert.equal(phone, null);

const patched = succeeded(
  await rota.PATCH("/v1/users/{id}", {
    params: { path: { id: user.id }, header: { "If-Match": `"${user.version}"` } },
    body: { phone: "+4930123456", zone: "Europe/Helsinki" },
    headers: mergePatch,
  }),
);
assert.equal(patched.phone, "+4930123456");
const again = succeeded(
  await rota.PATCH("/v1/users/{id}", {
    params: { path: { id: user.id }, header: { "If-Match": `"${patched.version}"` } },
    body: { zone: null },
    headers: mergePatch,
  }),
);
assert.equal(again.zone, null);
// @ts-expect-error: no field of a person
const misspelt: Schemas["UserPatch"] = { fone: "+4930123456" };
assert(misspelt);

const fields: Schemas["ShiftFields"] = {
  assignee: user.id,
  start: "2150-01-05T08:00:00Z",
  end: "2150-01-05T16:00:00Z",
  zone: "Europe/Helsinki",
  location: "Harbour café",
  status: "DRAFT",
};
const shift = succeeded(await rota.POST("/v1/shifts", { body: fields }));
assert.equal(shift.duration, "PT8H");
assert.equal(shift.localStart, "2150-01-05T10:00:00+02:00");

const refused = await rota.POST("/v1/shifts", { body: fields });
assert.equal(refused.response.status, 409);
const conflict = refused.error as Schemas["ConflictProblem"];
assert.equal(conflict.type, "urn:rota:double-booking");
assert.equal(conflict.clash?.id, shift.id);

const page: Schemas["PageOfShifts"] = succeeded(
  await rota.GET("/v1/shifts", {
    params: { query: { from: "2150-01-01T00:00:00Z", to: "2150-02-01T00:00:00Z", user: user.id, limit: 1 } },
  }),
);
assert.deepEqual(
  page.items.map((found) => found.id),
  [shift.id],
);
const cancelled = succeeded(
  await rota.DELETE("/v1/shifts/{id}", {
    params: { path: { id: shift.id }, header: { "If-Match": `"${shift.version}"` } },
  }),
);
assert.equal(cancelled.status, "CANCELLED");
console.log("TypeScript: a person, a shift and a conflict went to Rota and back");
