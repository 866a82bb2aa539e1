//! The Parcel Tracker, an invented API that has what SmartPay's has not.

use parcel_tracker_client as client;

use super::{ObjectType, RequestType, Subject};

pub(super) fn subject() -> Subject {
    Subject::new("parcel-tracker/spec", client::documents::ALL, requests(), objects())
}

fn requests() -> Vec<RequestType> {
    vec![
        RequestType::of::<client::ListDepots>(),
        RequestType::of::<client::ShowDepot>(),
        RequestType::of::<client::RegisterHook>(),
        RequestType::of::<client::RemoveHook>(),
        RequestType::of::<client::AnnounceParcel>(),
        RequestType::of::<client::CancelParcel>(),
        RequestType::of::<client::ChangeDelivery>(),
        RequestType::of::<client::FindParcels>(),
        RequestType::of::<client::ReplaceContentsItem>(),
        RequestType::of::<client::ShowParcel>(),
        RequestType::of::<client::GetServiceStatus>(),
    ]
}

fn objects() -> Vec<ObjectType> {
    vec![
        ObjectType::sent::<client::Address>(),
        ObjectType::sent::<client::AddressPatch>(),
        ObjectType::sent::<client::Contact>(),
        ObjectType::sent::<client::ContactPatch>(),
        ObjectType::sent::<client::ContentsItem>(),
        ObjectType::open::<client::Customs>(|it| &mut it.further),
        ObjectType::sent::<client::Point>(),
        ObjectType::sent::<client::PointPatch>(),
        ObjectType::sent::<client::TimeWindowPatch>(),
        ObjectType::sent::<client::TrackingMap>(),
        ObjectType::received::<client::Depot>(),
        ObjectType::received::<client::DepotList>(),
        ObjectType::received::<client::Hook>(),
        ObjectType::received::<client::Leg>(),
        ObjectType::received::<client::Parcel>(),
        ObjectType::received::<client::ParcelsPage>(),
        ObjectType::received::<client::Region>(),
        ObjectType::received::<client::ServiceStatus>(),
        ObjectType::received::<client::Stop>(),
        ObjectType::received::<client::TrackingEvent>(),
    ]
}
