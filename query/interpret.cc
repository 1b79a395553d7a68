#include "query/interpret.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "query/dates_in_query.h"
#include "query/decoder.h"
#include "query/evidence.h"
#include "query/parser.h"
#include "query/typed_words.h"
#include "query/word_reader.h"
#include "text/keyboard.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

constexpr std::array<std::string_view, 4> kKindNames = {"as_typed", "transliteration", "keyboard", "spelling"};

std::string name_of(ReadingKind kind) { return std::string(kKindNames[static_cast<std::size_t>(kind)]); }

constexpr std::array kLayouts = {text::Layout::kLatin, text::Layout::kBds, text::Layout::kTraditionalPhonetic,
                                 text::Layout::kPhonetic2006};

enum class Quotes : std::uint8_t { kKept, kReadToo };

/// One way to read the whole query.
struct Version {
  ReadingKind kind = ReadingKind::kAsTyped;
  Node tree;
  double cost = 0;
  std::vector<Reading> applied = {};
};

bool is_latin(const Choice& choice) {
  return !choice.text.empty() && static_cast<unsigned char>(choice.text[0]) < 0x80;
}

bool is_latin_letter(char byte) { return std::isalpha(static_cast<unsigned char>(byte)) != 0; }

void append_word(std::string& text, const std::string& word) { text.append(text.empty() ? "" : " ").append(word); }

bool any_word(const TypedWord&) { return true; }

class Interpreter {
 public:
  Interpreter(Session& session, Watch& watch)
      : session_(session), watch_(watch), evidence_(session, watch), reader_(session, evidence_) {}

  /// All versions of a query that has words which are none, the cheapest first, and what it costs as typed.
  std::vector<Version> versions(const std::string& query, const Node& tree) {
    std::vector<Version> versions;
    const auto is_latin_word = [](const TypedWord& word) { return word.script == text::Script::kLatin; };
    const bool is_english = right_share(tree, is_latin_word) >= kMostlyRight;
    add_read_by_words(query, tree, is_english ? Effort::kNames : Effort::kCareful, versions);
    const bool is_right = stray_signs(query) == 0 && right_share(tree, any_word) >= kMostlyRight;
    if (!is_right && may_be_mistyped(tree)) add_retyped(query, versions);
    std::stable_sort(versions.begin(), versions.end(),
                     [](const Version& a, const Version& b) { return a.cost < b.cost; });
    return versions;
  }

  /// Readings farther away.
  std::vector<Version> daring_versions(const std::string& query, const Node& tree) {
    std::vector<Version> versions;
    add_read_by_words(query, tree, Effort::kDaring, versions);
    return versions;
  }

  /// Whether the index has none of the words.
  bool finds_nothing(Node& tree) {
    const std::vector<TypedWord> words = typed_words(tree, session_.analyzer());
    return std::all_of(words.begin(), words.end(), [&](const TypedWord& word) {
      return evidence_.is_stop_word(word.form) || evidence_.documents(word.form) == 0;
    });
  }

  /// What no language writes beside a letter, and brackets that are not closed: keys of a Cyrillic layout, most likely.
  static double stray_signs(const std::string& query) {
    double signs = 0, brackets = 0;
    for (std::size_t i = 0; i < query.size(); ++i) {
      const bool behind_letter = i > 0 && is_latin_letter(query[i - 1]);
      const bool before_letter = i + 1 < query.size() && is_latin_letter(query[i + 1]);
      if (!behind_letter && !before_letter) continue;
      const char sign = query[i];
      const bool is_separator = sign == ';' || sign == ',';  // needs a space behind it
      signs += sign == '`' || sign == '\\' || (is_separator && before_letter) ? 1 : 0;
      brackets += sign == '[' ? 1 : sign == ']' ? -1 : 0;
    }
    return signs + std::abs(brackets);
  }

  std::vector<TypedWord> words(Node& tree) { return typed_words(tree, session_.analyzer()); }

  bool has_unknown_word(Node& tree) {
    const std::vector<TypedWord> typed = words(tree);
    return std::any_of(typed.begin(), typed.end(), [&](const TypedWord& word) {
      return !word.abbreviated && text::utf8::length(word.form) >= kTellingLetters &&
             evidence_.standing(word.form) == Standing::kUnknown;
    });
  }

  /// With Effort::kNone what the words cost as they stand.
  Version read(Node tree, Effort effort, Quotes quotes = Quotes::kKept) {
    Version version{ReadingKind::kAsTyped, std::move(tree), 0, {}};
    const std::vector<TypedWord> words = typed_words(version.tree, session_.analyzer());
    std::vector<std::vector<Choice>> places;
    for (const TypedWord& word : words) {
      watch_.look();
      places.push_back(reader_.choices(word, word.quoted && quotes == Quotes::kKept ? Effort::kNone : effort));
    }
    const Decoded decoded = decode(places, [&](const Choice& a, const Choice& b) { return step_cost(a, b); });
    version.cost = decoded.cost;
    std::vector<const Choice*> chosen;
    for (std::size_t i = 0; i < places.size(); ++i) chosen.push_back(&places[i][decoded.chosen[i]]);
    keep_lone_letters(words, places, chosen);
    tell(version, words, chosen);
    std::vector<std::string> texts;
    for (const Choice* choice : chosen) texts.push_back(choice->text);
    replace(words, texts);
    return version;
  }

 private:
  // Among words that are right, one that is none is a name, and not the sign of another keyboard.
  template <typename Counts>
  double right_share(Node tree, Counts counts) {
    double all = 0, known = 0;
    for (const TypedWord& word : typed_words(tree, session_.analyzer())) {
      if (text::utf8::length(word.form) < kTellingLetters || word.abbreviated || !counts(word)) continue;
      ++all;
      known += evidence_.standing(word.form) == Standing::kUnknown ? 0 : 1;
    }
    return all > 0 ? known / all : 0;
  }

  void add_read_by_words(const std::string& query, const Node& tree, Effort effort, std::vector<Version>& versions) {
    Version version = read(tree, effort);
    // Who has no Cyrillic letters for the rest has none for what is in quotes.
    if (version.kind == ReadingKind::kTransliteration) version = read(tree, effort, Quotes::kReadToo);
    version.cost += kStraySignCost * stray_signs(query);
    add(versions, std::move(version));
  }

  double step_cost(const Choice& before, const Choice& after) {
    const double change = is_latin(before) != is_latin(after) ? kAlphabetChangeCost : 0;
    return change - evidence_.affinity(before.text, after.text);
  }

  // „x“ and „Na“ are letters and signs, unless longer words beside them are read as Cyrillic ones too.
  static void keep_lone_letters(const std::vector<TypedWord>& words, const std::vector<std::vector<Choice>>& places,
                                std::vector<const Choice*>& chosen) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (chosen[i]->kind == ReadingKind::kTransliteration && words[i].form.size() > kTellingLetters) return;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (chosen[i]->kind == ReadingKind::kTransliteration) chosen[i] = &places[i].front();
  }

  // One reading for each kind, with the words that were read so.
  static void tell(Version& version, const std::vector<TypedWord>& words, const std::vector<const Choice*>& chosen) {
    for (const ReadingKind kind : {ReadingKind::kSpelling, ReadingKind::kTransliteration}) {
      Reading reading{name_of(kind), "", ""};
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (chosen[i]->kind != kind) continue;
        append_word(reading.from, words[i].form);
        append_word(reading.to, chosen[i]->text);
      }
      if (reading.from.empty()) continue;
      version.applied.push_back(std::move(reading));
      version.kind = kind;
    }
  }

  static void add(std::vector<Version>& versions, Version version) {
    const bool is_new =
        !version.applied.empty() && std::none_of(versions.begin(), versions.end(),
                                                 [&](const Version& other) { return other.tree == version.tree; });
    if (is_new) versions.push_back(std::move(version));
  }

  // Which no word has, wherever it stands.
  static double signs_in(const std::string& query) {
    return static_cast<double>(std::count_if(query.begin(), query.end(), [](char byte) {
      return std::string_view("?<>{}|~`^;=").find(byte) != std::string_view::npos;
    }));
  }

  // Any text becomes letters and signs on another keyboard, and single letters occur in any archive.
  double lone_letters(Node& tree) {
    double letters = 0;
    for (const TypedWord& word : typed_words(tree, session_.analyzer()))
      if (text::utf8::length(word.form) == 1 && !evidence_.is_stop_word(word.form)) ++letters;
    return letters;
  }

  // Operators and names of fields are words that were typed as they are meant.
  static bool may_be_mistyped(const Node& node) {
    const bool has_names = node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr || node.kind == NodeKind::kField;
    return !has_names && std::all_of(node.children.begin(), node.children.end(), may_be_mistyped);
  }

  void add_retyped(const std::string& query, std::vector<Version>& versions) {
    for (const std::string& retyped : retyped_versions(query)) {
      Version version = read(parse(retyped).root, Effort::kNone);
      if (right_share(version.tree, any_word) < kReadable) continue;
      version.kind = ReadingKind::kKeyboard;
      version.cost += kWrongKeyboardCost + kLoneLetterCost * lone_letters(version.tree) +
                      kStraySignCost * std::max(0.0, signs_in(retyped) - signs_in(query));
      version.applied = {{name_of(ReadingKind::kKeyboard), query, to_query(version.tree)}};
      add(versions, std::move(version));
    }
  }

  // Latin letters may be meant for any Cyrillic layout; Cyrillic ones for Latin or for another Cyrillic layout.
  std::vector<std::string> retyped_versions(const std::string& query) {
    const auto is_word = [&](std::string_view form) {
      return evidence_.standing(std::string(form)) != Standing::kUnknown;
    };
    std::vector<std::string> versions;
    for (const text::Layout from : kLayouts)
      for (const text::Layout to : kLayouts) {
        if (from == to) continue;
        // Among Latin letters some words may be right; who has Cyrillic letters has them for all words.
        std::string retyped = from == text::Layout::kLatin ? text::retype_words(query, from, to, is_word).text
                                                           : text::retype(query, from, to);
        if (retyped != query && std::find(versions.begin(), versions.end(), retyped) == versions.end())
          versions.push_back(std::move(retyped));
      }
    return versions;
  }

  Session& session_;
  Watch& watch_;
  Evidence evidence_;
  WordReader reader_;
};

void apply(Version version, Meant& meant) {
  meant.others.push_back({name_of(ReadingKind::kAsTyped), to_query(meant.tree), Rewrite::kOff, 0});
  meant.tree = std::move(version.tree);
  std::move(version.applied.begin(), version.applied.end(), std::back_inserter(meant.applied));
}

void offer(const Version& version, Meant& meant) {
  const std::string query = to_query(version.tree);
  const bool is_new =
      query != to_query(meant.tree) && std::none_of(meant.others.begin(), meant.others.end(),
                                                    [&](const OtherReading& other) { return other.query == query; });
  if (is_new && meant.others.size() < kMaxAlternatives)
    meant.others.push_back({name_of(version.kind), query, Rewrite::kAuto, 0});
}

void read_words(Interpreter& interpreter, const std::string& query, Meant& meant) {
  const std::vector<TypedWord> words = interpreter.words(meant.tree);
  if (words.size() == kMaxTypedWords) meant.applied.push_back({"reading_cut", words.back().form, ""});
  const double stray_signs = Interpreter::stray_signs(query);
  if (stray_signs == 0 && !interpreter.has_unknown_word(meant.tree)) return;
  const double as_typed = interpreter.read(meant.tree, Effort::kNone).cost + kStraySignCost * stray_signs;
  std::vector<Version> versions = interpreter.versions(query, meant.tree);
  if (!versions.empty() && versions.front().cost + kRewriteMargin < as_typed) {
    const double best = versions.front().cost;
    apply(std::move(versions.front()), meant);
    versions.erase(versions.begin());
    std::erase_if(versions, [&](const Version& version) { return version.cost > best + kOfferedCost; });
  } else {
    std::vector<Version> daring = interpreter.daring_versions(query, meant.tree);
    if (!daring.empty() && interpreter.finds_nothing(meant.tree)) {
      apply(std::move(daring.front()), meant);
    } else {
      std::move(daring.begin(), daring.end(), std::back_inserter(versions));
    }
    std::erase_if(versions, [&](const Version& version) { return version.cost > as_typed + kOfferedCost; });
  }
  for (const Version& version : versions) offer(version, meant);
}

// „миналата година“ says nothing of what stands in an article: it is a filter. „ноември 2017“ may stand in it too, so
// the filter is only offered.
void read_dates(const Request& request, Meant& meant) {
  std::vector<DateExpression> filters;
  for (const DateExpression& date : find_dates(meant.tree, day_of(request))) {
    if (date.use == DateUse::kFilter)
      filters.push_back(date);
    else if (meant.others.size() < kMaxAlternatives)
      meant.others.push_back({"date", to_query(restricted(meant.tree, {date})), Rewrite::kAuto, 0});
  }
  if (filters.empty()) return;
  meant.dated = restricted(meant.tree, filters);
}

}  // namespace

Meant interpret(Session& session, const Request& request, Watch& watch) {
  Parsed parsed = parse(request.query);
  Meant meant{std::move(parsed.root), std::nullopt, std::move(parsed.readings), {}};
  if (request.rewrite == Rewrite::kOff) return meant;
  Interpreter interpreter(session, watch);
  read_words(interpreter, request.query, meant);
  read_dates(request, meant);
  return meant;
}

}  // namespace tarsach::query
