//! What a server template writes into a page's script: no text breaks out, and none is changed.

use parcel_tracker_client::{MapTheme, TrackingMap};
use proptest::prelude::*;
use smartpay_client::{EmbedError, WidgetOptions};

/// Texts that end a script, begin a comment or end a line where they are not escaped.
const HOSTILE: &[&str] = &[
    "</script>",
    "</SCRIPT\t>",
    "</script/x>",
    "<!--",
    "<!--<script>",
    "-->",
    "]]>",
    "\u{2028}",
    "\u{2029}",
    "\"});alert(1);({\"",
    "'});alert(1);//",
    "\\",
    "\\\"",
    "${alert(1)}",
    "`",
    "&lt;/script&gt;",
    "\0",
    "\u{feff}",
];

fn options(texts: &[String; 4]) -> WidgetOptions {
    WidgetOptions::builder()
        .container_id(&texts[0])
        .submit_button_container_id(&texts[1])
        .object_id(&texts[2])
        .terms_and_conditions_text(&texts[3])
        .build()
        .unwrap()
}

/// What a browser's parser sees of a page with one script: everything up to the first `</script`,
/// in whatever case, and no comment inside.
fn script_of(page: &str) -> &str {
    let (_, rest) = page.split_once("<script>").unwrap();
    let end = rest.to_ascii_lowercase().find("</script").unwrap();
    &rest[..end]
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_the_script(texts in proptest::array::uniform4(hostile_text())) {
        let options = options(&texts);
        let call = options.script_call().unwrap();
        let page = format!("<script>{call}</script><p>after</p>");
        prop_assert_eq!(script_of(&page), call.as_str());
        for dangerous in ["<", ">", "&", "'", "\u{2028}", "\u{2029}", "\n", "\r"] {
            prop_assert!(!call.contains(dangerous), "{}", call);
        }
        let json = call.strip_prefix("window.SmartPaySubscriptionsSdk.renderWidget(");
        let json = json.and_then(|it| it.strip_suffix(");")).unwrap();
        prop_assert_eq!(json, options.script_json().unwrap());
        let back: WidgetOptions = serde_json::from_str(json).unwrap();
        prop_assert_eq!(back, options);
    }
}

#[test]
fn the_keys_are_those_of_the_page() {
    let text = |text: &str| text.to_owned();
    let call = options(&[text("root"), text("submit"), text("id"), text("terms")]).script_call();
    assert_eq!(
        call.unwrap(),
        "window.SmartPaySubscriptionsSdk.renderWidget({\"containerId\":\"root\",\
         \"submitButtonContainerId\":\"submit\",\"objectId\":\"id\",\
         \"termsAndConditionsText\":\"terms\"});"
    );
}

#[test]
fn what_breaks_a_rule_is_not_embedded() {
    let map = TrackingMap::builder()
        .parcel("Parcel-7f6a2c1e-0c52-4d0e-9a55-3b1e2f4d5c6b".parse().unwrap())
        .theme(MapTheme::Dark)
        .zoom(19)
        .greeting("</script>")
        .build_unchecked();
    let Err(EmbedError::Invalid(invalid)) = map.script_json() else { panic!("it was embedded") };
    let pointers: Vec<String> = invalid.violations().iter().map(|it| it.pointer.clone()).collect();
    assert_eq!(pointers, ["/zoom"]);
}
