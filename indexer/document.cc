#include "indexer/document.h"

#include <algorithm>

#include "schema/record.h"
#include "schema/terms.h"
#include "schema/title_length.h"

namespace tarsach::indexer {
namespace {

using schema::Field;

constexpr Xapian::termpos kFirstPosition = 1;

/// Adds the words of `text` from `begin` on; returns the position behind the last one.
Xapian::termpos add_words(Xapian::Document& document, std::span<const text::Word> words, Field field,
                          Xapian::termpos begin) {
  Xapian::termpos end = begin;
  for (const text::Word& word : words) {
    const Xapian::termpos position = begin + word.position;
    for (const std::string& lemma : word.lexeme->lemmas) document.add_posting(schema::term(field, lemma), position);
    end = std::max(end, position + 1);
  }
  return end;
}

void add_title_length(Xapian::Document& document, std::span<const text::Word> title) {
  const auto words = std::count_if(title.begin(), title.end(), [](const text::Word& word) {
    return word.kind != text::WordKind::kWhole && !word.lexeme->stop_word;
  });
  if (words > 0)
    document.add_value(schema::kTitleLengthSlot, schema::pack_title_length(static_cast<std::size_t>(words)));
}

void add_text(Xapian::Document& document, const corpus::Article& article, text::Analyzer& analyzer,
              Gathered& gathered) {
  const std::span<const text::Word> title = analyzer.analyze(article.title);
  gathered.title(article, title);
  const Xapian::termpos end = add_words(document, title, Field::kText, kFirstPosition);
  add_words(document, title, Field::kTitle, kFirstPosition);
  add_title_length(document, title);
  const std::span<const text::Word> body = analyzer.analyze(article.body);  // from here on the title's words are gone
  gathered.body(article.body, body);
  add_words(document, body, Field::kText, end - 1 + schema::kPositionGap);
}

/// A filter term for each value, and all of them in the field's slot.
void add_values(Xapian::Document& document, Field field, const std::vector<std::string>& values) {
  for (const std::string& value : values)
    if (!value.empty()) document.add_boolean_term(schema::term(field, value));
  const std::uint8_t slot = schema::row(field).slot;
  if (slot == schema::kNoSlot) return;
  if (const std::string packed = schema::pack_values(values); !packed.empty()) document.add_value(slot, packed);
}

void add_date(Xapian::Document& document, const schema::Date& date) {
  if (!date.known()) return;
  document.add_value(schema::row(Field::kDate).slot, schema::pack_date(date));
  add_values(document, Field::kYear, {std::to_string(date.year)});
}

schema::Record make_record(const corpus::Article& article) {
  schema::Record record;
  record.id = article.id;
  record.url = article.url;
  record.source = article.source;
  record.author = article.author;
  record.title = article.title;
  record.body = article.body;
  record.date = article.date;
  record.language = article.language;
  record.events = article.events.value_or(std::vector<std::string>());
  record.topics = article.topics.value_or(std::vector<std::string>());
  return record;
}

}  // namespace

Xapian::Document make_document(const corpus::Article& article, text::Analyzer& analyzer, Gathered& gathered) {
  Xapian::Document document;
  const schema::Record record = make_record(article);
  add_text(document, article, analyzer, gathered);
  add_values(document, Field::kId, {record.id});
  add_values(document, Field::kEvent, record.events);
  add_values(document, Field::kTopic, record.topics);
  add_values(document, Field::kLanguage, {record.language});
  add_date(document, record.date);
  document.set_data(schema::encode(record));
  return document;
}

}  // namespace tarsach::indexer
