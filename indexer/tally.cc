#include "indexer/tally.h"

#include <algorithm>

namespace tarsach::indexer {
namespace {

enum class Known : std::uint8_t { kNo, kYes };
enum class Origin : std::uint8_t { kGiven, kInferred };

void count(FactTally& fact, Known known, Origin origin) {
  if (known == Known::kNo) {
    ++fact.none;
  } else {
    ++(origin == Origin::kInferred ? fact.inferred : fact.given);
  }
}

Known known_if(bool condition) { return condition ? Known::kYes : Known::kNo; }
Origin inferred_if(bool condition) { return condition ? Origin::kInferred : Origin::kGiven; }

}  // namespace

FactTally& FactTally::operator+=(const FactTally& other) {
  given += other.given;
  inferred += other.inferred;
  none += other.none;
  return *this;
}

void Tally::add(const corpus::Article& article, const corpus::Inferred& found) {
  ++indexed;
  const bool has_language = !article.language.empty() && article.language != "und";
  count(title, known_if(!article.title.empty()), inferred_if(found.title));
  count(date, known_if(article.date.known()), inferred_if(found.date));
  count(language, known_if(has_language), inferred_if(found.language));
  count(events, known_if(article.events && !article.events->empty()), inferred_if(found.events));
  count(topics, known_if(article.topics && !article.topics->empty()), inferred_if(found.topics));
  if (article.date.known()) add_years(article.date.year, article.date.year);
}

Tally& Tally::operator+=(const Tally& other) {
  indexed += other.indexed;
  title += other.title;
  date += other.date;
  language += other.language;
  events += other.events;
  topics += other.topics;
  if (other.first_year != 0) add_years(other.first_year, other.last_year);
  return *this;
}

void Tally::add_years(int first, int last) {
  first_year = first_year == 0 ? first : std::min(first_year, first);
  last_year = std::max(last_year, last);
}

}  // namespace tarsach::indexer
