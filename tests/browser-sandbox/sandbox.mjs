// A sandbox for a test, and a merchant who sends it requests.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

// Starts the program, at a free port if none is given; it has a state of its own.
export async function startSandbox(port = 0) {
  const program = spawn(process.env.SANDBOX, ["--listen", `127.0.0.1:${port}`, "--seed", "1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: program.stdout })) {
    const url = line.match(/http:\/\/\S+?(?=[,\s]|$)/)?.[0];
    const ended = new Promise((end) => program.once("exit", end));
    if (url) return { url, stop: () => program.kill() && ended };
  }
  throw new Error("the sandbox ended before it said where it listens");
}

const billingAddress = {
  addressLine1: "Leopoldstrasse", number: "244", city: "Munich", postCode: "80807", countryCode: "DE",
};
const consumer = {
  title: "Ms", firstName: "Ann", lastName: "Example", dateOfBirth: "1980-01-01", culture: "en-US",
  emailAddress: "ann@example.com",
};

export class Merchant {
  constructor(url, key) {
    Object.assign(this, { url, key });
  }

  // The status and the body of an answer; a lost connection is status 0.
  async call(method, path, body, headers = {}) {
    const credentials = Buffer.from(`${this.key}:secret-password`).toString("base64");
    const answered = await fetch(this.url + path, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        "X-API-KEY": this.key,
        Authorization: `Basic ${credentials}`,
        Origin: "http://127.0.0.1",
        ...(body && { "Content-Type": "application/json" }),
        ...headers,
      },
    }).catch(() => undefined);
    if (!answered) return { status: 0 };
    const text = await answered.text();
    return { status: answered.status, body: text && JSON.parse(text) };
  }

  async created(path, body) {
    const { status, body: answer } = await this.call("POST", path, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async serie(more = {}) {
    const { id } = await this.created("/payment-series/", {
      customerAccountId: "customer-of-ann", currencyIsoCode: "EUR", billingAddress, consumer, ...more,
    });
    return id;
  }

  async subscription() {
    const plan = await this.created("/plans", {
      name: "Coffee", description: "A bag of coffee each month", recurrentAmount: 12.5,
      currencyIsoCode: "EUR", billingOccurrence: 1, billingUnit: "month", billingCycles: 12,
    });
    const { id } = await this.created("/subscriptions", {
      planId: plan.id, customerAccountId: "customer-of-ann", startDate: "2030-01-02T00:00:00+00:00",
      billingAddress, consumer,
    });
    return id;
  }

  async checkoutToken() {
    const { checkoutToken } = await this.created("/payment/mit/subscription/creation", {
      merchantKey: this.key, customerAccountId: "customer-of-ann", billingAddress,
      payment: { amount: 0, currencyCode: "EUR", description: "SMP*SUBSCR*MIT" },
      consumer,
    });
    return checkoutToken;
  }

  charge(serie) {
    const body = { amount: 7.3, description: "A charge" };
    return this.call("POST", `/payment-series/${serie}/transactions`, body);
  }
}
