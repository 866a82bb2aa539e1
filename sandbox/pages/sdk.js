// A stand-in for the script of the Subscription Widget, for use with the sandbox alone. It has the
// documented function, window.SmartPaySubscriptionsSdk.renderWidget, with the documented options:
//
//     containerId, submitButtonContainerId, objectId       needed
//     selectedPaymentContainerId, termsAndConditionsText   optional
//     objectType                                           taken, and not looked at
//     callback                                             called with the outcome
//
// The documents tell of a JavaScript callback, but its name and arguments are on no page at hand.
// Here it is `callback`, and gets `{ status: "success", storedPaymentOptionReference,
// shortCardNumber }`, or `{ status: "failure" }`, or `{ status: "cancelled" }`.
(() => {
  "use strict";
  const sandbox = new URL(".", document.currentScript.src);

  const options = [
    { choice: "approve", name: "Test card 520000****0072", means: "Stored. Charges go well." },
    { choice: "approve-declining", name: "Test card 400000****0002",
      means: "Stored. Charges are declined." },
    { choice: "refuse", name: "Test card that is not authenticated",
      means: "The acquirer refuses it. Nothing is stored." },
  ];
  const kinds = {
    PaymentSerie: "payment serie",
    Subscription: "subscription",
    SubscriptionCheckout: "subscription checkout",
  };

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { display: block; font: inherit; color: inherit; }
    * { box-sizing: border-box; }
    p, h2, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
    .widget { display: grid; gap: 1rem; }
    .note { padding: 0.6rem 0.8rem; font-size: 0.875rem; line-height: 1.45; border: 1px dashed;
            border-radius: 8px; }
    legend { font-weight: 650; margin-bottom: 0.6rem; }
    label { display: grid; grid-template-columns: auto 1fr; gap: 0 0.75rem; align-items: center;
            padding: 0.7rem 0.85rem; margin-bottom: 0.5rem; cursor: pointer; border-radius: 10px;
            border: 1px solid color-mix(in srgb, currentColor 35%, transparent); }
    label:has(:checked) { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
    input { grid-row: 1 / 3; width: 1.1rem; height: 1.1rem; margin: 0; accent-color: #5b58e0; }
    .name { font-weight: 600; overflow-wrap: anywhere; }
    .means, .terms { font-size: 0.875rem; }
    .terms { margin-top: 1rem; }
    button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.1rem;
             border-radius: 8px; cursor: pointer; border: 1px solid currentColor;
             background: none; color: inherit; }
    button.main { width: 100%; color: #fff; background: #4744c4; border-color: #4744c4; }
    button.main:hover { background: #3734a8; }
    button.quiet { justify-self: start; border-color: transparent; padding: 0.5rem 0;
                   text-decoration: underline; text-underline-offset: 0.2em; font-weight: 400; }
    button[disabled] { opacity: 0.6; cursor: default; }
    :focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
    label:focus-within { outline: 3px solid currentColor; outline-offset: 2px; }
    label :focus-visible { outline: none; }
    .result { font-weight: 600; }
    .result:empty { display: none; }`);

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // The inside of a container, out of reach of the page's own style.
  function inside(container) {
    const root = container.shadowRoot ?? container.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.replaceChildren();
    return root;
  }

  // The page's element of an option, or what is wrong with it.
  function container(given, name, mandatory, wrong) {
    const id = given[name];
    if (id === undefined && !mandatory) return undefined;
    const found = typeof id === "string" ? document.getElementById(id) : null;
    if (id === undefined) wrong.push(`${name} is missing`);
    else if (!found) wrong.push(`${name}: the page has no element with the id ${JSON.stringify(id)}`);
    return found ?? undefined;
  }

  async function ask(id, choice) {
    const url = new URL(`customer/${encodeURIComponent(id)}`, sandbox);
    let response;
    try {
      // Without a content type of its own the request needs no preflight.
      const body = choice && JSON.stringify({ choice });
      response = await fetch(url, choice ? { method: "POST", body } : {});
    } catch {
      throw new Error("the sandbox does not answer; is it still running?");
    }
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }

  function renderWidget(given = {}) {
    const wrong = [];
    const place = container(given, "containerId", true, wrong);
    const submit = container(given, "submitButtonContainerId", true, wrong);
    const selected = container(given, "selectedPaymentContainerId", false, wrong);
    if (typeof given.objectId !== "string" || given.objectId === "") wrong.push("objectId is missing");
    if (wrong.length > 0) throw new TypeError(`renderWidget: ${wrong.join("; ")}`);
    const parts = { place: inside(place), submit: inside(submit), selected: selected && inside(selected) };
    open(given, parts).catch((error) => refuse(parts, error));
  }

  function note() {
    return element("p", { className: "note" }, "Stand-in for the Subscription Widget. It takes no " +
      "card: choose what the customer's payment option does.");
  }

  function refuse(parts, error) {
    parts.submit.replaceChildren();
    parts.selected?.replaceChildren();
    const text = `The widget cannot go on: ${error.message}.`;
    const said = element("p", { className: "result", role: "alert" }, text);
    parts.place.replaceChildren(element("div", { className: "widget" }, note(), said));
  }

  async function open(given, parts) {
    const offer = await ask(given.objectId);
    if (offer.done) throw new Error("a payment option is stored already, the customer is done here");
    const result = element("p", { className: "result", role: "status" });
    const price = Number(offer.amount) > 0 ? ` of ${offer.amount} ${offer.currency}` : "";
    const list = element("fieldset", {}, element("legend", {},
      `Payment option for this ${kinds[offer.kind] ?? offer.kind}${price}`));
    const main = element("button", { type: "button", className: "main" }, "Store payment option");
    const cancel = element("button", { type: "button", className: "quiet" }, "Cancel");
    const choose = (option) => {
      main.value = option.choice;
      parts.selected?.replaceChildren(`Chosen: ${option.name}`);
    };
    options.forEach((option, index) => {
      const input = element("input", { type: "radio", name: "option", checked: index === 0 });
      input.addEventListener("change", () => choose(option));
      list.append(element("label", {}, input, element("span", { className: "name" }, option.name),
        element("span", { className: "means" }, option.means)));
    });
    choose(options[0]);
    const act = (choice) => finish({ given, parts, result, list, main, cancel }, choice);
    main.addEventListener("click", () => act(main.value));
    cancel.addEventListener("click", () => act("cancel"));
    const widget = element("div", { className: "widget" }, note());
    if (offer.stored) {
      widget.append(element("p", { className: "means" },
        "The stored payment option is declined. The customer can enter another one."));
    }
    widget.append(list);
    if (given.termsAndConditionsText) {
      list.append(element("p", { className: "terms" }, String(given.termsAndConditionsText)));
    }
    widget.append(cancel, result);
    parts.place.replaceChildren(widget);
    parts.submit.replaceChildren(main);
  }

  const words = {
    success: (outcome) => `The payment option ${outcome.shortCardNumber} is stored.`,
    failure: () => "The acquirer has not authenticated the card. Nothing is stored.",
    cancelled: () => "The customer has closed the widget. Nothing is stored.",
  };

  async function finish(widget, choice) {
    const { given, parts, result, list, main, cancel } = widget;
    main.disabled = cancel.disabled = true;
    let outcome;
    try {
      outcome = await ask(given.objectId, choice);
    } catch (error) {
      refuse(parts, error);
      return;
    }
    result.textContent = words[outcome.status](outcome);
    if (outcome.status === "failure") {
      // He may try another card.
      main.disabled = cancel.disabled = false;
    } else {
      list.remove();
      cancel.remove();
      parts.submit.replaceChildren();
      parts.selected?.replaceChildren(outcome.shortCardNumber ? `Stored: ${outcome.shortCardNumber}` : "");
    }
    if (typeof given.callback === "function") given.callback(outcome);
    else console.warn("renderWidget was given no `callback`: the page is not told the outcome");
  }

  window.SmartPaySubscriptionsSdk = Object.freeze({ renderWidget });
})();
