//! What is made is a spec: the generator finds no mistake in it, at any size and seed.

use generator::Sources;

fn spec(objects: usize, seed: u64) -> Sources {
    synthetic_spec::spec(objects, seed).into_iter().collect()
}

#[test]
fn a_spec_of_any_size_and_seed_is_right() {
    for (objects, seed) in [(4, 1), (7, 2), (100, 3), (203, 4), (1_000, 5)] {
        match generator::check(&spec(objects, seed)) {
            Ok(api) => {
                let declared = api.objects.iter().filter(|it| it.patch_of.is_none()).count();
                assert_eq!(declared, objects);
                assert_eq!(api.endpoints().count(), objects / 4);
            }
            Err(report) => panic!("{}", report.render("spec", generator::Style::Plain)),
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    assert_eq!(spec(100, 1), spec(100, 1));
    assert_ne!(spec(100, 1), spec(100, 2));
}
