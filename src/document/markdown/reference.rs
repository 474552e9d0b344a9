//! Decodes character references in attributes of raw HTML.
//!
//! In: a value as written. Out: what a browser reads, for numbers and for the names that hide addresses.

/// Decodes character references: numbers, and the names that matter in attributes. Others stay as they are.
pub(super) fn decoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        text.push(character);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix("&#") {
        return numeric(number).map(|(character, length)| (character, length + 2));
    }
    let names = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&nbsp;", '\u{a0}'),
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&sol;", '/'),
    ];
    names.iter().find(|(name, _)| text.starts_with(name)).map(|(name, character)| (*character, name.len()))
}

fn numeric(number: &str) -> Option<(char, usize)> {
    let (digits, radix, mark) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (number, 10, 0),
    };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok();
    let character = code.and_then(char::from_u32).unwrap_or('\u{fffd}');
    let semicolon = usize::from(digits[length..].starts_with(';'));
    (length > 0).then_some((character, mark + length + semicolon))
}
