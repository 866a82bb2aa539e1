//! A valid spec as small as one can be that shows everything: three pages in two groups, an object
//! of two pages, a rule, an identifier and a journey.

/// Its files, by their path below the spec's folder.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("api.yaml", API),
    ("documents.yaml", DOCUMENTS),
    ("identifiers.yaml", IDENTIFIERS),
    ("journeys/buy.yaml", BUY),
    ("orders/cancel.yaml", CANCEL),
    ("orders/place.yaml", PLACE),
    ("shops/list.yaml", LIST),
];

/// What is read, in the words of the commands.
pub(crate) const COUNTS: &str = "1 document, 2 objects, 3 endpoints, ";

const API: &str = r"
api: Bakery
means: Takes orders for cakes.
crate: { name: bakery-client, version: 0.1.0, means: Client for the bakery. }
authentication:
  basic: { username: shop, password: secret, document: bakery }
timeout: { seconds: 30, document: bakery }
";

const DOCUMENTS: &str = r"
bakery: { title: The Bakery, revision: 2024-05-01, coverage: whole }
";

const IDENTIFIERS: &str = r"
Order: { prefix: Order, length: 42, document: bakery, means: Names one order. }
";

const BUY: &str = r"
journey: Buy a Cake
document: bakery
means: A customer orders a cake.
steps:
  - { actor: server, calls: shops/list, does: Finds a shop. }
  - { actor: server, calls: orders/place, does: Orders the cake. }
";

const CANCEL: &str = r"
document: bakery
endpoint: Cancel Order
means: Cancels an order.
request: DELETE /orders/{order}
success: 204
path:
  order: { type: String, mandatory: Yes, identifies: Order, means: Names the order. }
";

const PLACE: &str = r"
document: bakery
endpoint: Place Order
means: Orders a cake.
request: POST /orders
success: 201
body:
  cake:  { type: String, length: 40, mandatory: Yes, means: The cake's name. }
  phone: { type: String, length: 20, mandatory: Conditional, means: Needed without `email`. }
  email: { type: String, length: 99, mandatory: Conditional, means: Needed without `phone`. }
rules:
  - at_least_one_of: [phone, email]
answer: Order
objects:
  Order:
    means: An order that was placed.
    rows:
      id: { type: String, length: 42, mandatory: Yes, identifies: Order, means: Names the order. }
";

const LIST: &str = r"
document: bakery
endpoint: List Shops
means: Lists the shops.
request: GET /shops
success: 200
answer: Shops
objects:
  Shops:
    means: All shops.
    rows:
      count: { type: Int, mandatory: Yes, means: How many there are. }
";
