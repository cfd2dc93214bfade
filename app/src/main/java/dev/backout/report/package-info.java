/// What `report` says of a run: the record of it and a post-mortem draft, as Markdown, HTML or
/// JSON.
///
/// `AccountReader` reads an `Account` from the records, `Sections` makes blocks of text of it, and
/// a writer per format prints those. What comes from elsewhere (names, SQL, server messages) stands
/// in code spans and code blocks only, and each writer escapes in one place.
package dev.backout.report;
