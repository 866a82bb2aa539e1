//! SmartPay's Subscription Module.

use smartpay_client as client;

use super::{ObjectType, RequestType, Subject};

pub(super) fn subject() -> Subject {
    Subject::new("../spec", client::documents::ALL, requests(), objects())
}

fn requests() -> Vec<RequestType> {
    vec![
        RequestType::of::<client::GetBillingCycle>(),
        RequestType::of::<client::ListBillingCycles>(),
        RequestType::of::<client::CreateSubscriptionCheckout>(),
        RequestType::of::<client::CreateManualRetry>(),
        RequestType::of::<client::GetManualRetry>(),
        RequestType::of::<client::CreatePaymentSerie>(),
        RequestType::of::<client::CreatePsTransaction>(),
        RequestType::of::<client::GetPaymentSerie>(),
        RequestType::of::<client::GetPsTransaction>(),
        RequestType::of::<client::ListPaymentSeries>(),
        RequestType::of::<client::ListPsTransactions>(),
        RequestType::of::<client::UpdatePaymentSerie>(),
        RequestType::of::<client::CreateSubscriptionPlan>(),
        RequestType::of::<client::DeleteSubscriptionPlan>(),
        RequestType::of::<client::GetSubscriptionPlan>(),
        RequestType::of::<client::ListSubscriptionPlans>(),
        RequestType::of::<client::UpdateSubscriptionPlan>(),
        RequestType::of::<client::CreateSubscription>(),
        RequestType::of::<client::DeleteSubscription>(),
        RequestType::of::<client::GetSubscription>(),
        RequestType::of::<client::ListSubscriptions>(),
        RequestType::of::<client::UpdateSubscription>(),
        RequestType::of::<client::GetTransaction>(),
        RequestType::of::<client::ListTransactions>(),
    ]
}

fn objects() -> Vec<ObjectType> {
    vec![
        ObjectType::sent::<client::Address>(),
        ObjectType::sent::<client::AddressPatch>(),
        ObjectType::open::<client::BillingAgreement>(|it| &mut it.further),
        ObjectType::open::<client::BusinessConsumer>(|it| &mut it.further),
        ObjectType::open::<client::BusinessConsumerPatch>(|it| &mut it.further),
        ObjectType::open::<client::CheckoutPayment>(|it| &mut it.further),
        ObjectType::open::<client::Consumer>(|it| &mut it.further),
        ObjectType::open::<client::ConsumerPatch>(|it| &mut it.further),
        ObjectType::open::<client::Criteria>(|it| &mut it.further),
        ObjectType::open::<client::CustomReferences>(|it| &mut it.further),
        ObjectType::open::<client::ExtraInfo>(|it| &mut it.further),
        ObjectType::open::<client::WidgetOptions>(|it| &mut it.further),
        ObjectType::received::<client::BillingCycle>(),
        ObjectType::received::<client::BillingCyclesPage>(),
        ObjectType::received::<client::ManualRetry>(),
        ObjectType::received::<client::Notification>(),
        ObjectType::received::<client::Payment>(),
        ObjectType::received::<client::PaymentSerie>(),
        ObjectType::received::<client::PaymentSeriesPage>(),
        ObjectType::received::<client::PsTransactionsPage>(),
        ObjectType::received::<client::Subscription>(),
        ObjectType::received::<client::SubscriptionCheckout>(),
        ObjectType::received::<client::SubscriptionPlan>(),
        ObjectType::received::<client::SubscriptionPlansPage>(),
        ObjectType::received::<client::SubscriptionsPage>(),
        ObjectType::received::<client::Transaction>(),
        ObjectType::received::<client::TransactionLog>(),
        ObjectType::received::<client::TransactionsPage>(),
    ]
}
