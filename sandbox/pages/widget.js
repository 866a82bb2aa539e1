// The page that stands for a merchant's own, with the widget on it.

import { ask, element, jsonPanel } from "./page.js";

const byId = (id) => document.getElementById(id);
const named = new URLSearchParams(location.search).get("id");
const id = (named ?? decoded(location.pathname.replace(/^\/_sandbox\/widget\/?/, ""))).trim();

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const next = {
  PaymentSerie: "Your server can now charge the customer with Create PS Transaction.",
  Subscription: "The subscription is active. Move the clock to the next due day, and it is charged.",
  SubscriptionCheckout: "The checkout has its payment option.",
};

// The callback that is given to the widget.
async function callback(outcome) {
  byId("told").replaceChildren(jsonPanel("The argument of callback", outcome));
  if (outcome.status !== "success") return;
  const { kind } = await ask(`customer/${encodeURIComponent(id)}`);
  const link = element("a", { href: "/_sandbox" }, "See the requests, the resources and the clock");
  byId("next").replaceChildren(element("p", {}, `${next[kind] ?? ""} `, link, "."));
  byId("next").hidden = false;
}

function code() {
  const script = new URL("sdk.js", import.meta.url).href;
  return `<script src="${script}"></script>
<div id="widget"></div>
<div id="selected"></div>
<div id="submit"></div>
<script>
  window.SmartPaySubscriptionsSdk.renderWidget({
    containerId: "widget",
    selectedPaymentContainerId: "selected",
    submitButtonContainerId: "submit",
    objectId: ${JSON.stringify(id)},
    callback: (outcome) => console.log(outcome.status),
  });
</script>`;
}

if (id === "") {
  byId("find").hidden = false;
} else {
  byId("stage").hidden = false;
  byId("shown-id").textContent = id.length > 60 ? `${id.slice(0, 24)}…${id.slice(-8)}` : id;
  byId("code").textContent = code();
  window.SmartPaySubscriptionsSdk.renderWidget({
    containerId: "widget",
    selectedPaymentContainerId: "selected",
    submitButtonContainerId: "submit",
    objectId: id,
    termsAndConditionsText: "By storing it you allow this shop to charge your payment option later. "
      + "(The text of termsAndConditionsText.)",
    callback,
  });
}
