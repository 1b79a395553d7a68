#include "corpus/events.h"

#include <algorithm>
#include <utility>

#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

// Points. An event is taken with kEnough of them and with at least kShareOfBest of the best event's.
constexpr double kTitlePoints = 6;
constexpr double kLeadPoints = 4;
constexpr double kRestPoints = 0.5;
constexpr double kEarlyPlacePoints = 1;
constexpr double kPlacePoints = 0.3;
constexpr double kNearPoints = 2;
constexpr double kSameYearPoints = 0.5;
constexpr double kWordsPoints = 3;
constexpr double kEnough = 3.5;
constexpr double kShareOfBest = 0.6;
constexpr double kFarTitle = 0.5;  // a name in an article of another time
constexpr double kFarLead = 0.25;
constexpr double kEnoughWords = 0.6;  // of the label's words, for an event that is not named

// Days between an article and its event: announced a little before, reported for some weeks after.
constexpr std::int32_t kNearBefore = 10;
constexpr std::int32_t kNearAfter = 45;
constexpr std::int32_t kFarBefore = 120;
constexpr std::int32_t kFarAfter = 200;
constexpr std::int32_t kReportedWithin = 14;

enum class Distance : std::uint8_t { kUnknown, kSameDays, kNear, kSameYear, kFar };

Distance distance(const schema::Event& event, const schema::Date& date) {
  if (!date.known() || !event.from.known()) return Distance::kUnknown;
  const schema::Date to = event.to.known() ? event.to : event.from;
  if (date.day == 0) {
    const bool over = schema::first_day(date) > schema::last_day(to);
    const bool ahead = schema::first_day(event.from) > schema::last_day(date);
    if (!over && !ahead) return date.month != 0 ? Distance::kNear : Distance::kSameYear;
    return date.year == event.from.year ? Distance::kUnknown : Distance::kFar;
  }
  const std::int32_t before = schema::first_day(event.from) - schema::first_day(date);
  const std::int32_t after = schema::first_day(date) - schema::last_day(to);
  if (before <= 3 && after <= kReportedWithin) return Distance::kSameDays;
  if (before <= kNearBefore && after <= kNearAfter) return Distance::kNear;
  return before > kFarBefore || after > kFarAfter ? Distance::kFar : Distance::kUnknown;
}

/// One word names little, three and more are hardly met by chance.
double weight_of(std::uint32_t content_words) { return content_words >= 3 ? 1 : content_words == 2 ? 0.8 : 0.5; }

struct Quotes {
  std::string_view open, close;
};
constexpr Quotes kQuotes[] = {{"„", "“"}, {"\"", "\""}, {"“", "”"}, {"«", "»"}};

/// The parts of a label between quotes, which are names of their own: „Grow your Region“.
std::vector<std::string> quoted_parts(std::string_view label) {
  std::vector<std::string> parts;
  for (const auto& [open, close] : kQuotes) {
    const std::size_t begin = label.find(open);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = label.find(close, begin + open.size());
    if (end == std::string_view::npos) continue;
    parts.emplace_back(label.substr(begin + open.size(), end - begin - open.size()));
  }
  return parts;
}

}  // namespace

EventFinder::EventFinder(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer)
    : vocabulary_(vocabulary),
      phrases_(analyzer),
      label_words_(vocabulary.events.size()),
      signs_(vocabulary.events.size()) {
  for (std::uint32_t i = 0; i < vocabulary.events.size(); ++i) add_event(i);
}

void EventFinder::add(std::string_view phrase, std::uint32_t event, Part part) {
  if (phrase.empty()) return;
  phrases_.add(phrase, static_cast<std::uint32_t>(owners_.size()));
  owners_.push_back({event, part});
}

void EventFinder::add_event(std::uint32_t number) {
  const schema::Event& event = vocabulary_.events[number];
  for (const std::string& name : event.names) add(name, number, Part::kName);
  for (const std::string& label : {event.label.bg, event.label.en}) {
    const std::string_view bare = std::string_view(label).substr(0, label.find('('));
    add(bare, number, Part::kName);
    for (const std::string& part : quoted_parts(bare)) add(part, number, Part::kName);
  }
  for (const std::string& place : {event.place.bg, event.place.en}) add(place, number, Part::kPlace);
  const std::string_view kind = std::string_view(event.label.bg).substr(0, event.label.bg.find_first_of("(,"));
  for (const std::string& word : words_of(kind)) {
    constexpr std::size_t kLeastLetters = 4;
    if (letters_in(word) < kLeastLetters) continue;
    add(word, number, Part::kWord);
    ++label_words_[number];
  }
}

void EventFinder::note(const PhraseMatch& match, Zone zone) {
  const Owner& owner = owners_[match.owner];
  Signs& signs = signs_[owner.event];
  noted_.push_back(owner.event);
  const bool early = zone != Zone::kRest;
  if (owner.part == Part::kPlace) {
    signs.place = true;
    signs.place_early = signs.place_early || early;
  } else if (owner.part == Part::kWord) {
    const bool known = std::ranges::find(signs.words, match.phrase) != signs.words.end();
    if (early && !known) signs.words.push_back(match.phrase);
  } else {
    double& best = zone == Zone::kTitle ? signs.title : zone == Zone::kLead ? signs.lead : signs.rest;
    best = std::max(best, weight_of(match.content));
  }
}

void EventFinder::read_title(std::span<const text::Word> words) {
  for (const std::uint32_t event : noted_) signs_[event] = {};
  noted_.clear();
  for (const PhraseMatch& match : phrases_.find(words)) note(match, Zone::kTitle);
}

void EventFinder::read_body(std::span<const text::Word> words) {
  for (const PhraseMatch& match : phrases_.find(words)) {
    note(match, match.begin < kLeadBytes ? Zone::kLead : Zone::kRest);
  }
  std::ranges::sort(noted_);
  noted_.erase(std::unique(noted_.begin(), noted_.end()), noted_.end());
}

std::vector<KnownDays> EventFinder::known_days() const {
  std::vector<KnownDays> days;
  for (const std::uint32_t event : noted_) {
    const Signs& signs = signs_[event];
    if (signs.title + signs.lead > 0) days.push_back({vocabulary_.events[event].from, vocabulary_.events[event].to});
  }
  return days;
}

double EventFinder::score(std::size_t number, const schema::Date& date) const {
  const Signs& signs = signs_[number];
  const Distance away = distance(vocabulary_.events[number], date);
  const bool far = away == Distance::kFar;
  const bool named_early = signs.title + signs.lead > 0;
  double points = signs.title * kTitlePoints * (far ? kFarTitle : 1) + signs.lead * kLeadPoints * (far ? kFarLead : 1) +
                  signs.rest * kRestPoints;
  points += signs.place_early ? kEarlyPlacePoints : signs.place ? kPlacePoints : 0;
  if (named_early && (away == Distance::kSameDays || away == Distance::kNear)) points += kNearPoints;
  if (named_early && away == Distance::kSameYear) points += kSameYearPoints;
  const bool described =
      label_words_[number] > 0 && static_cast<double>(signs.words.size()) >= kEnoughWords * label_words_[number];
  if (described && signs.place_early && away == Distance::kSameDays) points += kWordsPoints;
  return points;
}

std::vector<std::string> EventFinder::choose(const schema::Date& date) const {
  std::vector<std::pair<double, std::uint32_t>> scored;
  for (const std::uint32_t event : noted_) {
    if (const double points = score(event, date); points >= kEnough) scored.emplace_back(points, event);
  }
  std::ranges::sort(scored, std::ranges::greater{}, &std::pair<double, std::uint32_t>::first);
  std::vector<std::string> ids;
  for (const auto& [points, event] : scored) {
    if (points >= kShareOfBest * scored.front().first) ids.push_back(vocabulary_.events[event].id);
  }
  return ids;
}

}  // namespace tarsach::corpus
