#include "query/compiler.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/expansion.h"
#include "query/values.h"
#include "schema/terms.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

using schema::Field;

/// Of a prefix's words, so many rank; all of them match.
constexpr std::size_t kMaxScoredPrefixTerms = 50;

Plan words(std::vector<Sequence> sequences) { return {.kind = PlanKind::kWords, .sequences = std::move(sequences)}; }

std::optional<Plan> combine(PlanKind kind, std::vector<Plan> plans) {
  if (plans.empty()) return std::nullopt;
  if (plans.size() == 1) return std::move(plans.front());
  return Plan{.kind = kind, .children = std::move(plans)};
}

void append(std::vector<Plan>& to, std::vector<Plan>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

bool is_leaf(const Node& node) {
  return node.kind == NodeKind::kWord || node.kind == NodeKind::kPrefix || node.kind == NodeKind::kPhrase;
}

bool is_about_words(Field field) { return row(field).kind == schema::FieldKind::kWords; }

}  // namespace

/// What stands side by side, by the part it plays.
struct Compiler::Group {
  std::vector<Plan> words;
  std::vector<Plan> stop_words;
  std::vector<Plan> phrases, phrase_words;  // each phrase, and its words for when it may be loosened
  std::vector<Plan> nested;                 // what has operators
  std::vector<Plan> required;               // values, what is excluded, what has a plus
  bool has_demand = false;                  // something besides values and exclusions in `required`
};

Compiler::Compiler(Session& session, Rewrite rewrite) : session_(session), rewrite_(rewrite) {}
Compiler::~Compiler() = default;

Compiled Compiler::compile(const Node& root, Strictness strictness) {
  strictness_ = strictness;
  compiled_ = {};
  words_ = 0;
  place_ = 0;
  expansions_ = std::make_unique<Expansions>();
  if (rewrite_ == Rewrite::kAuto) expansions_ = std::make_unique<Expansions>(Expander(session_).expand(root));
  compiled_.readings = expansions_->readings;
  compiled_.translated = expansions_->translated;
  const bool empty = root.kind == NodeKind::kGroup && root.children.empty();
  compiled_.plan = node(root, {}).value_or(Plan{.kind = empty ? PlanKind::kEverything : PlanKind::kNothing});
  return std::move(compiled_);
}

Compiler::MaybePlan Compiler::node(const Node& node, Place place) {
  switch (node.kind) {
    case NodeKind::kAnd: return children(PlanKind::kAll, node, place);
    case NodeKind::kOr: return children(PlanKind::kAny, node, place);
    case NodeKind::kNot: return negated(node, place);
    case NodeKind::kRequired: return this->node(node.children.front(), place);
    case NodeKind::kField: return field(node, place);
    case NodeKind::kPhrase: return phrase(node, place);
    case NodeKind::kPrefix: return prefix(node, place);
    case NodeKind::kGroup: return group(node, place);
    case NodeKind::kWord: break;
  }
  Group group;
  add_words(group, node, place);
  return resolve(std::move(group));
}

Compiler::MaybePlan Compiler::group(const Node& node, Place place) {
  Group group;
  for (const Node& child : node.children) sort_into(group, child, place);
  return resolve(std::move(group));
}

Compiler::MaybePlan Compiler::children(PlanKind kind, const Node& node, Place place) {
  std::vector<Plan> plans;
  for (const Node& child : node.children)
    if (auto plan = this->node(child, place)) plans.push_back(std::move(*plan));
  return combine(kind, std::move(plans));
}

Compiler::MaybePlan Compiler::negated(const Node& node, Place place) {
  place.sense = place.sense == Sense::kWanted ? Sense::kExcluded : Sense::kWanted;
  // What is excluded is excluded as it stands: „-(a b)“ leaves out what has both.
  const Strictness outside = std::exchange(strictness_, Strictness::kAll);
  const bool relaxable = compiled_.relaxable;
  MaybePlan plan = this->node(node.children.front(), place);
  strictness_ = outside;
  compiled_.relaxable = relaxable;
  if (!plan) return std::nullopt;
  return Plan{.kind = PlanKind::kNot, .children = {std::move(*plan)}};
}

Compiler::MaybePlan Compiler::field(const Node& node, Place place) {
  const Node& child = node.children.front();
  if (!is_about_words(node.field)) return values(child, node.field, place);
  if (node.field == Field::kTitle) place.field = Field::kTitle;
  return this->node(child, place);
}

// „тема:(иновации туризъм)“: an article has either; side by side, values are alternatives.
Compiler::MaybePlan Compiler::values(const Node& node, Field field, Place around) {
  if (node.kind == NodeKind::kField) return this->field(node, around);
  if (is_leaf(node)) return one_value(node, field, around);
  std::vector<Plan> plans;
  for (const Node& child : node.children)
    if (auto plan = values(child, field, around)) plans.push_back(std::move(*plan));
  MaybePlan plan = combine(node.kind == NodeKind::kAnd ? PlanKind::kAll : PlanKind::kAny, std::move(plans));
  if (plan && node.kind == NodeKind::kNot) return Plan{.kind = PlanKind::kNot, .children = {std::move(*plan)}};
  return plan;
}

Compiler::MaybePlan Compiler::one_value(const Node& node, Field field, Place around) {
  if (auto plan = understood_value(node.text, field)) return plan;
  tell_taken_as_words(node, field);
  return this->node(node, around);
}

void Compiler::tell_taken_as_words(const Node& node, Field field) {
  compiled_.readings.push_back({"taken_as_words", std::string(row(field).name) + ":" + node.text, node.text});
}

std::optional<Plan> Compiler::understood_value(const std::string& text, Field field) {
  if (field == Field::kId) return words({{.slots = {{0, {schema::term(field, text)}}}}});
  if (field == Field::kDate) {
    const auto period = parse_period(text);
    return period ? std::optional(Plan{.kind = PlanKind::kDates, .period = *period}) : std::nullopt;
  }
  const Columns& columns = session_.snapshot().columns();
  auto numbers = find_values(session_, field, text);
  if (!numbers) return std::nullopt;
  const bool by_name = (field == Field::kEvent || field == Field::kTopic) && exact_values(columns, field, text).empty();
  const std::string name(row(field).name);
  std::string meant;
  for (const std::uint32_t number : *numbers)
    meant += (meant.empty() ? "" : " ") + name + ":" + std::string(columns.of(field).values()[number]);
  if (by_name && !meant.empty()) compiled_.readings.push_back({"field_value", name + ":" + text, meant});
  return Plan{.kind = PlanKind::kValues, .field = field, .values = std::move(*numbers)};
}

Compiler::MaybePlan Compiler::phrase(const Node& node, Place place) {
  const std::vector<Unit> units = analyze(node.text);
  for (const Unit& unit : units) note(unit, place, Words::kAsTyped);
  if (units.empty()) return std::nullopt;
  return words(phrase_of(units, place.field));
}

Compiler::MaybePlan Compiler::prefix(const Node& node, Place place) {
  std::vector<Unit> units = analyze(node.text);
  if (units.empty()) return std::nullopt;
  const Piece last = units.back().pieces.back();
  if (text::utf8::length(last.form) < kMinPrefixLetters) {
    compiled_.readings.push_back({"taken_as_words", node.text + "*", node.text});
    return this->node({.kind = NodeKind::kWord, .text = node.text}, place);
  }
  for (std::size_t i = 0; i + 1 < units.size(); ++i) note(units[i], place, Words::kAsTyped);
  for (Unit& unit : units) unit.whole.reset();
  const std::vector<std::string> lemmas = expand(last, place.field);
  note_prefix(last.form, lemmas, last.lemmas.size(), place);
  std::vector<Sequence> sequences = phrase_of(units, place.field);
  sequences.front().slots.back().terms = terms_of(lemmas, place.field);
  return words(std::move(sequences));
}

void Compiler::sort_into(Group& group, const Node& node, Place place) {
  const Node* inner = &node;
  if (node.kind == NodeKind::kField && !is_about_words(node.field) && is_leaf(node.children.front())) {
    const Node& value = node.children.front();
    if (auto plan = understood_value(value.text, node.field)) return group.required.push_back(std::move(*plan));
    tell_taken_as_words(value, node.field);
    return sort_into(group, value, place);  // words like all others: they may be missing too
  }
  if (node.kind == NodeKind::kField && is_about_words(node.field)) {
    inner = &node.children.front();
    if (node.field == Field::kTitle) place.field = Field::kTitle;
  }
  if (inner->kind == NodeKind::kWord) return add_words(group, *inner, place);
  if (inner->kind == NodeKind::kPhrase) return add_phrase(group, *inner, place);
  if (inner->kind == NodeKind::kGroup) {  // parentheses without an operator in or around them say nothing
    for (const Node& child : inner->children) sort_into(group, child, place);
    return;
  }
  MaybePlan plan = this->node(*inner, place);
  if (!plan) return;
  if (inner->kind == NodeKind::kPrefix) {
    group.words.push_back(std::move(*plan));
  } else if (inner->kind == NodeKind::kAnd || inner->kind == NodeKind::kOr) {
    group.nested.push_back(std::move(*plan));
  } else {
    group.has_demand |= inner->kind == NodeKind::kRequired;
    group.required.push_back(std::move(*plan));
  }
}

void Compiler::add_words(Group& group, const Node& node, Place place) {
  for (const Unit& unit : analyze(node.text)) {
    note(unit, place, Words::kExpanded);
    (unit.is_stop_word() ? group.stop_words : group.words).push_back(plan_of(unit, place));
  }
}

void Compiler::add_phrase(Group& group, const Node& node, Place place) {
  if (MaybePlan plan = phrase(node, place)) group.phrases.push_back(std::move(*plan));
  for (const Unit& unit : units_of(node.text, session_.analyzer()))
    if (!unit.is_stop_word()) group.phrase_words.push_back(words(sequences_of(unit, place.field)));
}

// A phrase may be loosened only beside other words: alone it is exactly what was asked for.
Compiler::MaybePlan Compiler::resolve(Group group) {
  const bool only_stop_words =
      group.words.empty() && group.phrases.empty() && group.nested.empty() && !group.has_demand;
  if (only_stop_words) group.words = std::move(group.stop_words);
  std::vector<Plan> plans;
  const bool loosens = group.words.size() + (group.words.empty() ? 0 : group.phrases.size()) >= 2;
  if (strictness_ == Strictness::kSome && loosens) {
    append(group.words, std::move(group.phrase_words));
    plans.push_back({.kind = PlanKind::kMostOf, .children = std::move(group.words)});
  } else {
    append(group.words, std::move(group.phrases));
    if (strictness_ == Strictness::kAny) {
      append(group.words, std::move(group.nested));
      group.nested.clear();
      if (auto any = combine(PlanKind::kAny, std::move(group.words))) plans.push_back(std::move(*any));
    } else {
      plans = std::move(group.words);
    }
  }
  compiled_.relaxable |= loosens;
  append(plans, std::move(group.nested));
  append(plans, std::move(group.required));
  return combine(PlanKind::kAll, std::move(plans));
}

std::vector<Unit> Compiler::analyze(std::string_view text) {
  std::vector<Unit> units = units_of(text, session_.analyzer());
  std::erase_if(units, [](const Unit& unit) {
    return std::any_of(unit.pieces.begin(), unit.pieces.end(), [](const Piece& piece) { return piece.lemmas.empty(); });
  });
  const std::size_t room = kMaxWords - std::min(words_, kMaxWords);
  if (units.size() > room) {
    compiled_.readings.push_back({"query_cut", units[room].pieces.front().form, ""});
    units.resize(room);
  }
  words_ += units.size();
  return units;
}

// A word, or any of those that may stand for it. Of a compound, each part may be translated by itself.
Plan Compiler::plan_of(const Unit& unit, Place place) const {
  Plan plan = words(sequences_of(unit, place.field));
  if (place.sense == Sense::kExcluded) return plan;
  std::vector<Plan> parts;
  for (const Piece& piece : unit.pieces) {
    Plan part = words(sequences_of({{piece}, std::nullopt}, place.field));
    if (const Expansion* expansion = expansions_->of(piece.form)) {
      for (const std::vector<Unit>& text : expansion->texts)
        for (Sequence& sequence : phrase_of(text, place.field)) part.sequences.push_back(std::move(sequence));
    }
    parts.push_back(std::move(part));
  }
  if (parts.size() == 1) return std::move(parts.front());
  const bool expanded =
      std::any_of(parts.begin(), parts.end(), [](const Plan& part) { return part.sequences.size() > 1; });
  if (!expanded) return plan;
  Plan apart{.kind = PlanKind::kAll, .children = std::move(parts)};
  return {.kind = PlanKind::kAny, .children = {std::move(plan), std::move(apart)}};
}

void Compiler::note(const Unit& unit, Place place, Words how) {
  if (place.sense == Sense::kExcluded) return;
  const auto add = [&](const Piece& piece, bool whole) {
    for (const std::string& lemma : piece.lemmas)
      compiled_.highlights.lemmas.push_back({lemma, place_, piece.stop_word});
    const Expansion* expansion = how == Words::kExpanded && !whole ? expansions_->of(piece.form) : nullptr;
    if (expansion != nullptr) {
      for (const std::vector<Unit>& text : expansion->texts)
        for (const Unit& other : text)
          for (const Piece& part : other.pieces)
            for (const std::string& lemma : part.lemmas)
              compiled_.highlights.lemmas.push_back({lemma, place_, part.stop_word});
    }
    add_scored({terms_of(piece.lemmas, Field::kText), terms_of(piece.lemmas, Field::kTitle),
                expansion != nullptr ? expansion->alternatives : std::vector<Alternative>{}, place_, piece.stop_word,
                whole});
    if (!whole) ++place_;
  };
  if (unit.whole) add(*unit.whole, true);
  for (const Piece& piece : unit.pieces) add(piece, false);
}

void Compiler::note_prefix(const std::string& form, const std::vector<std::string>& lemmas, std::size_t own_lemmas,
                           Place place) {
  if (place.sense == Sense::kExcluded) return;
  compiled_.highlights.prefixes.push_back({form, place_, false});
  for (std::size_t i = 0; i < own_lemmas; ++i) compiled_.highlights.lemmas.push_back({lemmas[i], place_, false});
  const std::vector<std::string> frequent(
      lemmas.begin(), lemmas.begin() + static_cast<std::ptrdiff_t>(std::min(lemmas.size(), kMaxScoredPrefixTerms)));
  add_scored({terms_of(frequent, Field::kText), terms_of(frequent, Field::kTitle), {}, place_++, false, false});
}

void Compiler::add_scored(ScoredWord word) {
  const auto same = [&](const ScoredWord& other) { return other.terms == word.terms; };
  auto& words = compiled_.words;
  if (std::none_of(words.begin(), words.end(), same)) words.push_back(std::move(word));
}

// Lemmas that begin with the form, the most frequent first, and before them those of the form itself: „срещат*“ is
// no beginning of the lemma „среща“, but means it.
std::vector<std::string> Compiler::expand(const Piece& piece, Field field) {
  const std::string begin = schema::term(field, piece.form);
  const std::size_t field_prefix = row(field).prefix.size();
  const Xapian::Database& database = session_.database();
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  auto term = database.allterms_begin(begin);
  for (; term != database.allterms_end(begin) && found.size() < kMaxPrefixScan; ++term)
    found.emplace_back(term.get_termfreq(), (*term).substr(field_prefix));
  const bool cut = term != database.allterms_end(begin) || found.size() > kMaxPrefixTerms;
  if (cut) compiled_.readings.push_back({"prefix_cut", piece.form + "*", std::to_string(kMaxPrefixTerms)});
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (found.size() > kMaxPrefixTerms) found.resize(kMaxPrefixTerms);
  std::vector<std::string> lemmas = piece.lemmas;
  for (auto& [frequency, lemma] : found)
    if (std::find(piece.lemmas.begin(), piece.lemmas.end(), lemma) == piece.lemmas.end())
      lemmas.push_back(std::move(lemma));
  return lemmas;
}

}  // namespace tarsach::query
