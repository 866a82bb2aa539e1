//! What the API tells the merchant's server: payloads, and the queue of a merchant.

mod delivery;

use std::fmt;

use crate::json::Json;
use crate::resources::Call;
use crate::store::{Resource, Work};

pub(crate) use delivery::{Delivery, check_target};

/// The word for a change of the status.
const STATUS_UPDATED: &str = "status.updated";

/// What has happened, in the documented words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Updated,
    StatusUpdated,
    BillingExpires,
    BillingUpdated,
    BillingScheduled,
}

/// What has made it happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Api,
    Widget,
    Automated,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Updated => "updated",
            Self::StatusUpdated => STATUS_UPDATED,
            Self::BillingExpires => "billing.expires",
            Self::BillingUpdated => "billing.updated",
            Self::BillingScheduled => "billing.scheduled",
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "api",
            Self::Widget => "widget",
            Self::Automated => "automated",
        })
    }
}

/// Tells what an endpoint has done, if its page says that it is told.
pub(crate) fn tell(call: &Call<'_>, resource: &Resource, work: &mut Work<'_>) {
    if let Some(event) = &call.behaviour.notifies {
        queue(event, Origin::Api, resource, work);
    }
}

/// Tells of an update, and by another word of one that has changed the status.
pub(crate) fn tell_of_change(
    call: &Call<'_>,
    before: &Json,
    resource: &Resource,
    work: &mut Work<'_>,
) {
    if before.get("status") == resource.value.get("status") {
        tell(call, resource, work);
    } else if call.behaviour.notifies.is_some() {
        queue(STATUS_UPDATED, Origin::Api, resource, work);
    }
}

/// Tells what billing has done.
pub(crate) fn tell_of_billing(event: Event, resource: &Resource, work: &mut Work<'_>) {
    queue(&event.to_string(), Origin::Automated, resource, work);
}

/// Tells what the customer has done in the widget.
pub(crate) fn tell_of_widget(event: Event, resource: &Resource, work: &mut Work<'_>) {
    queue(&event.to_string(), Origin::Widget, resource, work);
}

/// Queues a notification, if there is a target for it.
fn queue(event: &str, origin: Origin, resource: &Resource, work: &mut Work<'_>) {
    if work.meta().target.is_none() {
        return;
    }
    let payload = Json::object([
        ("id", Json::text(format!("event-{}", work.uuid()))),
        ("createdAt", Json::text(work.stamp())),
        ("sourceSystem", Json::text("subscription-module")),
        ("origin", Json::text(origin.to_string())),
        ("eventType", Json::text(event)),
        ("objectId", Json::text(resource.key.clone())),
    ]);
    work.notify(payload);
}
