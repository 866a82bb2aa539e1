//! A program that touches every public item of a generated crate: it reads each field as the type
//! that it has, builds each value, matches each variant, calls each function and takes each answer.

use generator::Api;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Fields, FnArg, GenericArgument, ImplItem, Item, ItemImpl, ItemStruct, PathArguments,
    ReturnType, Type, UseTree, Visibility,
};

/// Files about sending, which have features of their own.
const LEFT_OUT: [&str; 3] = ["src/client.rs", "src/blocking.rs", "src/errors.rs"];

/// The program, as source text.
pub(crate) fn program(api: &Api) -> String {
    let library = format_ident!("{}", api.package.library.as_str());
    let files = generator::client(api).into_iter();
    let sources = files.filter(|(path, _)| path.starts_with("src/") && path.ends_with(".rs"));
    let modules = sources.filter(|(path, _)| !LEFT_OUT.contains(&path.as_str()));
    let modules = modules.map(|(path, text)| {
        let file = syn::parse_file(&text).unwrap();
        module(&library, &path, &file.items)
    });
    let any = quote! {
        pub fn any<T>() -> T {
            loop {}
        }
        pub fn is<T>(_: T) {}
    };
    let text = quote! { #any #(#modules)* }.to_string();
    // What the crate calls itself is what a program calls it.
    text.replace("crate ::", &format!("{library} ::")).replace("ours ::", "crate ::")
}

fn module(library: &syn::Ident, path: &str, items: &[Item]) -> TokenStream {
    let parts = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts: Vec<_> = parts.split('/').filter(|it| !matches!(*it, "mod" | "lib")).collect();
    let name = format_ident!("of_{}", parts.join("_"));
    let place = parts.iter().map(|it| format_ident!("{it}"));
    let place = quote! { #library #(:: #place)* };
    let uses = items.iter().filter_map(|item| match item {
        // What a page names is what the program names; nobody else's names matter.
        Item::Use(it) if matches!(it.vis, Visibility::Inherited) => Some(quote! { #it }),
        Item::Use(it) => Some(root(library, &it.tree)),
        _ => None,
    });
    let names = items.iter().filter_map(name_of).map(|name| quote! { use #place::#name; });
    let touched = items.iter().enumerate().map(|(index, item)| touched(index, item));
    quote! {
        mod #name {
            #(#uses)*
            #(#names)*
            #(#touched)*
        }
    }
}

/// The names that the crate's root gives, but for those of the runtime.
fn root(library: &syn::Ident, tree: &UseTree) -> TokenStream {
    fn names(tree: &UseTree, found: &mut Vec<syn::Ident>) {
        match tree {
            UseTree::Path(path) if path.ident == "client" || path.ident == "client_runtime" => {}
            UseTree::Path(path) => names(&path.tree, found),
            UseTree::Name(name) => found.push(name.ident.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|it| names(it, found)),
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }
    let mut found = Vec::new();
    names(tree, &mut found);
    let aliases = found.iter().map(|name| format_ident!("Root{}", name));
    quote! { #(use #library::#found as #aliases;)* }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn name_of(item: &Item) -> Option<&syn::Ident> {
    match item {
        Item::Struct(it) => is_public(&it.vis).then_some(&it.ident),
        Item::Enum(it) => is_public(&it.vis).then_some(&it.ident),
        Item::Type(it) => is_public(&it.vis).then_some(&it.ident),
        Item::Const(it) => is_public(&it.vis).then_some(&it.ident),
        Item::Fn(it) => is_public(&it.vis).then_some(&it.sig.ident),
        _ => None,
    }
}

fn touched(index: usize, item: &Item) -> TokenStream {
    let function = format_ident!("touches_{}", index);
    let body = match item {
        Item::Struct(it) if is_public(&it.vis) => of_struct(it),
        Item::Enum(it) if is_public(&it.vis) => {
            let name = &it.ident;
            let arms = it.variants.iter().map(|variant| {
                let ident = &variant.ident;
                match variant.fields {
                    Fields::Unit => quote! { #name::#ident => {} },
                    _ => quote! { #name::#ident(..) => {} },
                }
            });
            quote! { match ours::any::<#name>() { #(#arms)* _ => {} } }
        }
        Item::Const(it) if is_public(&it.vis) => {
            let (name, ty) = (&it.ident, &it.ty);
            quote! { let _: &#ty = &#name; }
        }
        Item::Fn(it) if is_public(&it.vis) => {
            let name = &it.sig.ident;
            called(&quote! { #name }, &it.sig.inputs, &it.sig.output)
        }
        Item::Impl(it) => of_impl(it),
        _ => return TokenStream::new(),
    };
    quote! { fn #function() { #body } }
}

fn of_struct(item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let fields = item.fields.iter().filter(|it| is_public(&it.vis) && it.ident.is_some());
    let fields: Vec<_> = fields.collect();
    let read = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote! { let _: &#ty = &it.#ident; }
    });
    let derives = item.attrs.iter().filter(|it| it.path().is_ident("derive"));
    let derives = quote! { #(#derives)* }.to_string();
    let is = |word: &str| derives.contains(word);
    let built = is("Builder").then(|| {
        let set = fields.iter().map(|field| {
            let ident = &field.ident;
            let ty = inner(&field.ty).unwrap_or(&field.ty);
            quote! { .#ident(ours::any::<#ty>()) }
        });
        // What need not be given is left out once.
        let least = fields.iter().filter(|it| inner(&it.ty).is_none()).map(|field| {
            let (ident, ty) = (&field.ident, &field.ty);
            quote! { .#ident(ours::any::<#ty>()) }
        });
        quote! {
            ours::is(#name::builder() #(#set)* .build());
            ours::is(#name::builder() #(#least)* .build());
        }
    });
    let written = is("Serialize").then(|| {
        quote! {
            fn written<T: serde::Serialize>() {}
            written::<#name>();
        }
    });
    let was_read = is("Deserialize").then(|| {
        quote! {
            fn was_read<T: serde::de::DeserializeOwned>() {}
            was_read::<#name>();
        }
    });
    quote! {
        let it: &#name = ours::any();
        #(#read)*
        #built
        #written
        #was_read
    }
}

/// The type within an `Option`.
fn inner(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|it| it.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}

fn of_impl(item: &ItemImpl) -> TokenStream {
    // A builder's own functions are called where it builds.
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let name = &item.self_ty;
    let parts = item.items.iter().map(|it| match (it, &item.trait_) {
        (ImplItem::Type(it), Some((path, _))) => {
            let (ident, ty) = (&it.ident, &it.ty);
            quote! { let _: <#name as #path>::#ident = ours::any::<#ty>(); }
        }
        (ImplItem::Fn(it), None) if is_public(&it.vis) => {
            let ident = &it.sig.ident;
            called(&quote! { <#name>::#ident }, &it.sig.inputs, &it.sig.output)
        }
        _ => TokenStream::new(),
    });
    let parts: Vec<_> = parts.collect();
    let is_it = item.trait_.as_ref().map(|(path, _)| {
        // A bound wants each lifetime named.
        let path = quote! { #path }.to_string().replace("< &", "< &'static");
        let path: TokenStream = path.parse().unwrap();
        quote! {
            fn is_it<T: #path>() {}
            is_it::<#name>();
        }
    });
    quote! { #is_it #(#parts)* }
}

/// A call with as many arguments, each of the type that is taken, for an answer of the same type.
fn called<'a>(
    function: &TokenStream,
    inputs: impl IntoIterator<Item = &'a FnArg>,
    output: &ReturnType,
) -> TokenStream {
    let arguments = inputs.into_iter().map(|it| match it {
        FnArg::Receiver(_) => quote! { ours::any() },
        // Whatever turns into it is taken.
        FnArg::Typed(it) if matches!(*it.ty, Type::ImplTrait(_)) => quote! { String::new() },
        FnArg::Typed(it) => {
            let ty = &it.ty;
            quote! { ours::any::<#ty>() }
        }
    });
    let call = quote! { #function(#(#arguments),*) };
    match output {
        ReturnType::Type(_, ty) if !matches!(**ty, Type::ImplTrait(_)) => {
            quote! { let _: #ty = #call; }
        }
        _ => quote! { let _ = #call; },
    }
}
