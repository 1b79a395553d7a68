#include "indexer/document.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "schema/forward_document.h"
#include "schema/terms.h"
#include "schema/title_length.h"

namespace tarsach::indexer {
namespace {

using schema::Field;

constexpr std::uint32_t kFirstPosition = 1;

/// The words of an article as terms, and where they stand.
class Words {
 public:
  explicit Words(Xapian::Document& document) : document_(document) {}

  /// The words of a text from `begin` on; returns the position behind the last one.
  std::uint32_t add(std::span<const text::Word> words, Field field, std::uint32_t begin) {
    std::vector<Use> uses;
    std::uint32_t end = begin;
    for (const text::Word& word : words) {
      const std::uint32_t position = begin + word.position;
      for (const std::string& lemma : word.lexeme->lemmas) {
        uses.push_back({&lemma, occurrences_.size()});
        occurrences_.push_back({0, position});
      }
      end = std::max(end, position + 1);
    }
    add_terms(std::move(uses), field);
    return end;
  }

  /// Puts the words of several fields that stand at the same positions beside each other.
  void order() { std::ranges::stable_sort(occurrences_, {}, &schema::TermAt::position); }

  /// Positions ascend.
  [[nodiscard]] std::span<const schema::TermAt> occurrences() const { return occurrences_; }

 private:
  struct Use {
    const std::string* lemma = nullptr;
    std::size_t occurrence = 0;
  };

  // Once for all uses of a lexeme: equal words share it, so its address tells them.
  void add_terms(std::vector<Use> uses, Field field) {
    std::ranges::sort(uses, {}, &Use::lemma);
    for (auto begin = uses.begin(); begin != uses.end();) {
      const auto end = std::find_if(begin, uses.end(), [&](const Use& use) { return use.lemma != begin->lemma; });
      const std::string term = schema::term(field, *begin->lemma);
      const std::uint64_t hash = schema::hash_of_term(term);
      document_.add_term(term, static_cast<Xapian::termcount>(end - begin));
      for (; begin != end; ++begin) occurrences_[begin->occurrence].hash = hash;
    }
  }

  Xapian::Document& document_;
  std::vector<schema::TermAt> occurrences_;
};

void add_title_length(Xapian::Document& document, std::span<const text::Word> title) {
  const auto words = std::count_if(title.begin(), title.end(), [](const text::Word& word) {
    return word.kind != text::WordKind::kWhole && !word.lexeme->stop_word;
  });
  if (words > 0)
    document.add_value(schema::kTitleLengthSlot, schema::pack_title_length(static_cast<std::size_t>(words)));
}

/// Where in a body each kMilestoneWords-th word begins; 0 where cutting can not begin (schema/forward_document.h). None
/// at all if the last position is that of a compound of whose parts nothing remains: it does not tell how many words
/// there are.
std::vector<std::uint32_t> milestones_of(std::span<const text::Word> body) {
  if (!body.empty() && body.back().kind == text::WordKind::kWhole) return {};
  std::vector<std::uint32_t> milestones;
  for (const text::Word& word : body)
    if (word.position > 0 && word.position % schema::kMilestoneWords == 0 && word.kind != text::WordKind::kWhole)
      milestones.push_back(word.opens ? word.begin : 0);
  return milestones;
}

/// Returns the words and their positions, packed.
std::string add_text(Xapian::Document& document, const corpus::Article& article, text::Analyzer& analyzer,
                     Gathered& gathered) {
  Words words(document);
  const std::span<const text::Word> title = analyzer.analyze(article.title);
  gathered.title(article, title);
  const std::uint32_t end = words.add(title, Field::kText, kFirstPosition);
  words.add(title, Field::kTitle, kFirstPosition);
  words.order();
  add_title_length(document, title);
  const std::span<const text::Word> body = analyzer.analyze(article.body);  // from here on the title's words are gone
  gathered.body(article.body, body);
  words.add(body, Field::kText, end - 1 + schema::kPositionGap);
  return schema::pack_forward_document(words.occurrences(), milestones_of(body));
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

}  // namespace

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

MadeDocument make_document(const corpus::Article& article, text::Analyzer& analyzer, Gathered& gathered) {
  MadeDocument made{.document = {}, .forward = {}, .record = make_record(article)};
  Xapian::Document& document = made.document;
  const schema::Record& record = made.record;
  made.forward = add_text(document, article, analyzer, gathered);
  add_values(document, Field::kId, {record.id});
  add_values(document, Field::kEvent, record.events);
  add_values(document, Field::kTopic, record.topics);
  add_values(document, Field::kLanguage, {record.language});
  add_date(document, record.date);
  return made;
}

}  // namespace tarsach::indexer
