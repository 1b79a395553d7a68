#include "query/suggest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "query/beginnings.h"
#include "query/bitmap.h"
#include "query/request.h"
#include "query/suggestion_marks.h"
#include "text/keyboard.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::Shelf;
using schema::SuggestionKind;
using schema::SuggestionList;
using schema::WordList;

/// Of a shelf so many times more entries than are wanted are looked at more closely.
constexpr std::size_t kCloserLooks = 2;
/// A beginning that was typed on another keyboard.
constexpr double kKeyboardCost = 1;

struct TypedWord {
  std::string form;
  std::vector<std::string> lemmas;
};

struct Typed {
  std::vector<TypedWord> words;          // whole ones
  std::optional<std::string> beginning;  // the last one, when it may go on
  bool has_words = false;
  bool has_cyrillic = false;
};

Typed read_typed(std::string_view query, text::Analyzer& analyzer) {
  Typed typed;
  for (const text::Word& word : analyzer.analyze(query)) {
    if (word.kind == text::WordKind::kWhole) continue;
    typed.has_words = true;
    typed.has_cyrillic |= word.lexeme->script == text::Script::kCyrillic;
    if (word.end == query.size())
      typed.beginning = word.lexeme->form;
    else if (!word.lexeme->stop_word)
      typed.words.push_back({word.lexeme->form, word.lexeme->lemmas});
  }
  if (typed.words.size() > kMaxTypedWords) typed.words.erase(typed.words.begin(), typed.words.end() - kMaxTypedWords);
  return typed;
}

using ReadBeginning = std::vector<Beginning> (*)(const WordList& words, std::string_view typed);

/// One request over one list.
class Suggesting {
 public:
  Suggesting(const SuggestionList& list, const SuggestRequest& request, text::Analyzer& analyzer, Watch& watch)
      : list_(list), request_(request), analyzer_(analyzer), watch_(watch) {}

  std::vector<Suggestion> run() {
    const Typed typed = read_typed(request_.query, analyzer_);
    if (!typed.has_words) return most_used();
    search(typed, literal_beginning, 0);
    // Whoever types Latin letters may have no others; whoever types Cyrillic ones that some text has means them.
    if (found_.empty() || (!typed.has_cyrillic && found_.size() < request_.limit)) {
      next_round();
      search(typed, transliterated_beginnings, 0);
      search_other_keyboards();
    }
    if (found_.empty()) search(typed, slipped_beginnings, 0);
    return chosen();
  }

 private:
  struct Found {
    Suggestion suggestion;
    double score = 0;
    std::size_t round = 0;
  };

  std::vector<Suggestion> most_used() const {
    std::vector<Suggestion> suggestions;
    const auto names = list_.on(Shelf::kNames);
    std::set<std::string> ids;
    for (auto entry = names.begin; entry < names.end && suggestions.size() < request_.limit; ++entry) {
      Suggestion suggestion = suggestion_of(list_, entry, {});
      if (ids.insert(key_of(suggestion)).second) suggestions.push_back(std::move(suggestion));
    }
    return suggestions;
  }

  void next_round() { ++round_; }

  void search(const Typed& typed, ReadBeginning read, double cost) {
    const std::optional<std::vector<WantedWord>> words = wanted_words(typed, read);
    if (!words) return;
    if (!typed.beginning) return search({*words, std::nullopt, cost});
    std::vector<Beginning> beginnings = read(list_.forms(), *typed.beginning);
    if (read != literal_beginning && !words->empty())
      for (Beginning& literal : literal_beginning(list_.forms(), *typed.beginning))
        beginnings.push_back(std::move(literal));
    for (Beginning& beginning : beginnings) search({*words, std::move(beginning), cost});
  }

  void search_other_keyboards() {
    using text::Layout;
    struct Pair {
      Layout from, to;
    };
    constexpr std::array kPairs = {Pair{Layout::kLatin, Layout::kBds},
                                   Pair{Layout::kLatin, Layout::kTraditionalPhonetic},
                                   Pair{Layout::kLatin, Layout::kPhonetic2006}, Pair{Layout::kBds, Layout::kLatin},
                                   Pair{Layout::kTraditionalPhonetic, Layout::kLatin}};
    for (const Pair& pair : kPairs) {
      const std::string query = text::retype(request_.query, pair.from, pair.to);
      if (query != request_.query) search(read_typed(query, analyzer_), literal_beginning, kKeyboardCost);
    }
  }

  /// Forms in the list of each whole word; nothing when one of the words has none.
  std::optional<std::vector<WantedWord>> wanted_words(const Typed& typed, ReadBeginning read) {
    std::vector<WantedWord> wanted;
    for (const TypedWord& word : typed.words) {
      WantedWord forms{word.form, {}};
      add_forms(forms, word);
      if (forms.forms.empty())
        for (const Beginning& other : read(list_.forms(), word.form)) add_whole(forms, other);
      if (forms.forms.empty()) return std::nullopt;
      wanted.push_back(std::move(forms));
    }
    return wanted;
  }

  void add_forms(WantedWord& wanted, const TypedWord& word) const {
    if (const auto same = list_.forms().find(word.form)) wanted.forms.insert(*same);
    for (const std::string& lemma : word.lemmas) {
      const schema::Numbers forms = list_.forms_of(lemma);
      for (std::size_t i = 0; i < forms.size(); ++i) wanted.forms.insert(forms[i]);
    }
  }

  /// The forms of the word that this beginning is the whole of, if it is.
  void add_whole(WantedWord& wanted, const Beginning& beginning) {
    if (list_.forms().form(beginning.words.begin) != beginning.form) return;
    for (const text::Word& word : analyzer_.analyze(beginning.form))
      if (word.lexeme->form == beginning.form) return add_forms(wanted, {beginning.form, word.lexeme->lemmas});
  }

  void search(const Wanted& wanted) {
    for (const Shelf shelf : schema::kShelves)
      for (const SuggestionList::Entry entry : entries(shelf, wanted, request_.limit * kCloserLooks))
        take(entry, wanted);
  }

  /// The heaviest entries with all that is wanted.
  std::vector<SuggestionList::Entry> entries(Shelf shelf, const Wanted& wanted, std::size_t most) {
    if (wanted.words.empty() && !wanted.beginning) return {};
    if (wanted.words.empty()) return list_.best(shelf, wanted.beginning->words, most);
    std::vector<SuggestionList::Entry> entries;
    const Bitmap having = having_words(shelf, wanted);
    if (!wanted.beginning) {
      for (auto entry = having.next(0); entry < having.size() && entries.size() < most; entry = having.next(entry + 1))
        entries.push_back(entry);
      return entries;
    }
    Bitmap both(list_.size());
    add_entries(both, shelf, wanted.beginning->words);
    both &= having;
    for (auto entry = both.next(0); entry < both.size() && entries.size() < most; entry = both.next(entry + 1))
      entries.push_back(entry);
    return entries;
  }

  Bitmap having_words(Shelf shelf, const Wanted& wanted) {
    Bitmap all;
    for (const WantedWord& word : wanted.words) {
      Bitmap having(list_.size());
      for (const WordList::Number form : word.forms) add_entries(having, shelf, {form, form + 1});
      if (all.size() == 0)
        all = std::move(having);
      else
        all &= having;
    }
    return all;
  }

  void add_entries(Bitmap& bitmap, Shelf shelf, WordList::Range forms) {
    const schema::Numbers entries = list_.having(shelf, forms);
    watch_.step(static_cast<unsigned>(entries.size()));
    for (std::size_t i = 0; i < entries.size(); ++i) bitmap.set(entries[i]);
  }

  /// Looks at an entry more closely, and keeps it unless its text is there already or is just what was typed.
  void take(SuggestionList::Entry entry, const Wanted& wanted) {
    watch_.step();
    if (!seen_.insert(entry).second) return;
    const Agreement agreement = agreement_of(list_, entry, wanted, analyzer_);
    const bool is_term = schema::shelf_of(list_.kind(entry)) == Shelf::kTerms;
    if (is_term && agreement.is_all && wanted.cost == 0 && (!wanted.beginning || wanted.beginning->cost == 0)) return;
    if (!texts_.insert(agreement.forms).second) return;
    found_.push_back({suggestion_of(list_, entry, agreement.marks),
                      std::log1p(list_.weight(entry)) + agreement.score - wanted.cost, round_});
  }

  /// Of an event or a topic, the name that is the best.
  void leave_one_name_of_each() {
    std::set<std::string> ids;
    std::vector<Found> left;
    for (Found& found : found_)
      if (found.suggestion.id.empty() || ids.insert(key_of(found.suggestion)).second) left.push_back(std::move(found));
    found_ = std::move(left);
  }

  static std::string key_of(const Suggestion& name) { return std::string(name_of(name.kind)) + " " + name.id; }

  /// The best of all, with some places for each shelf.
  std::vector<Suggestion> chosen() {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return a.round != b.round ? a.round < b.round : a.score > b.score;
    });
    leave_one_name_of_each();
    std::vector<bool> has_place(found_.size());
    std::size_t places = 0;
    const auto give_places = [&](auto may_have) {
      for (std::size_t i = 0; i < found_.size() && places < request_.limit; ++i)
        if (!has_place[i] && may_have(found_[i])) has_place[i] = true, ++places;
    };
    std::array<std::size_t, schema::kShelves.size()> reserved{};
    const std::size_t share = std::max<std::size_t>(1, request_.limit * 3 / 10);
    give_places([&](const Found& found) {
      return found.round == found_.front().round &&
             reserved[static_cast<std::size_t>(schema::shelf_of(found.suggestion.kind))]++ < share;
    });
    give_places([](const Found&) { return true; });
    std::vector<Suggestion> suggestions;
    for (std::size_t i = 0; i < found_.size(); ++i)
      if (has_place[i]) suggestions.push_back(std::move(found_[i].suggestion));
    return suggestions;
  }

  const SuggestionList& list_;
  const SuggestRequest& request_;
  text::Analyzer& analyzer_;
  Watch& watch_;
  std::size_t round_ = 0;
  std::set<SuggestionList::Entry> seen_;
  std::set<std::string> texts_;  // normalised
  std::vector<Found> found_;
};

}  // namespace

Result<void> check(const SuggestRequest& request) {
  if (text::utf8::length(request.query) > kMaxQueryCharacters)
    return fail(ErrorCode::kUsage, "q: longer than " + std::to_string(kMaxQueryCharacters) + " characters",
                "shorten the query");
  if (request.limit < 1 || request.limit > kMaxSuggestions)
    return fail(ErrorCode::kUsage, "limit: from 1 to " + std::to_string(kMaxSuggestions), "ask for fewer suggestions");
  return {};
}

std::vector<Suggestion> suggest(const SuggestionList& list, const SuggestRequest& request, text::Analyzer& analyzer,
                                Watch& watch) {
  return Suggesting(list, request, analyzer, watch).run();
}

}  // namespace tarsach::query
