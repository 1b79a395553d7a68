// An article as a document of the index: its words as terms, and which of them stands where; its facts as terms and
// values; what is shown of it as a record. schema/fields.h tells which prefix and slot each field has.
//
//   text::Analyzer analyzer(dictionary);                           // one per thread, and so is gathered
//   const MadeDocument made = make_document(article, analyzer, gathered);
//   database.add_document(made.document);
//   files.add(docid, made);
//
// Positions: the title's words from 1, then a gap of schema::kPositionGap, then the body's. All lemmas of a word stand
// at its position, and so does the whole of a compound („бизнесклъстер“ beside „бизнес“). The title's words stand once
// more under S at the same positions, so that a phrase can be asked for in the title. A title that was
// taken from the body counts like any other: first lines say what a text is about (docs/decisions/0002-matching.md).
#pragma once

#include <xapian.h>

#include <string>

#include "corpus/article.h"
#include "indexer/gathered.h"
#include "schema/record.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

struct MadeDocument {
  Xapian::Document document;  // terms without positions
  std::string forward;        // their positions: schema/forward_document.h
  schema::Record record;
};

/// What is shown of it.
[[nodiscard]] schema::Record make_record(const corpus::Article& article);

/// Of a complete article (corpus::Classifier). No term is longer than Xapian takes. Its words go into `gathered` too.
[[nodiscard]] MadeDocument make_document(const corpus::Article& article, text::Analyzer& analyzer, Gathered& gathered);

}  // namespace tarsach::indexer
