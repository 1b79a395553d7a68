#include "query/heaviest.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/above.h"
#include "base/bits.h"

namespace tarsach::query {

namespace {

/// To ask about a document in a list takes about as long as to add up so many postings.
constexpr std::uint64_t kAskingCost = 8;

/// To look which documents of a window can still be among the best takes about as long as to add up so many.
constexpr std::uint64_t kKeepingCost = 128;

}  // namespace

template <typename Action>
void PostingCursor::for_each_piece(std::uint32_t begin, std::uint32_t end, Action&& action) {
  while (!ended_) {
    if (!blocks_.skip_to(begin)) break;
    if (blocks_.last() != last_) next_ = 0;
    last_ = blocks_.last();
    const std::span<const std::uint32_t> documents = blocks_.documents();
    if (next_ < documents.size() && documents[next_] < begin)
      next_ = static_cast<std::size_t>(std::lower_bound(documents.begin(), documents.end(), begin) - documents.begin());
    std::size_t stop = documents.size();
    if (last_ >= end)
      stop = static_cast<std::size_t>(std::lower_bound(documents.begin(), documents.end(), end) - documents.begin());
    if (next_ < stop) action(documents.subspan(next_, stop - next_), blocks_.times().subspan(next_, stop - next_));
    next_ = stop;
    if (last_ >= end - 1) return;
    begin = last_ + 1;
  }
  ended_ = true;
}

std::uint32_t PostingCursor::times_of(std::uint32_t document) {
  if (ended_) return 0;
  if (blocks_.skip_to(document)) return blocks_.times_of(document);
  ended_ = true;
  return 0;
}

Heaviest::Heaviest(const Session& session, std::span<const WeighedWord> words, Watch& watch)
    : postings_(session.postings()),
      lengths_(session.snapshot().columns().lengths),
      halves_(session.snapshot().half_saturations()),
      watch_(watch),
      words_(words_of(words)) {}

std::vector<Heaviest::Word> Heaviest::words_of(std::span<const WeighedWord> words) {
  std::vector<Word> all;
  std::size_t lists = 0;
  for (const WeighedWord& word : words) lists += word.terms.size();
  lists_.reserve(lists);
  for (const WeighedWord& word : words) {
    Word one{.factor = word.factor, .begin = lists_.size()};
    std::uint64_t most_times = 0;
    for (const std::string& term : word.terms) {
      const TermFigures figures = postings_.figures(term);
      if (figures.documents == 0) continue;
      lists_.emplace_back(postings_.blocks_of(term));
      one.postings += figures.documents;
      most_times += figures.occurrences - figures.documents + 1;  // each of the others has it once
    }
    one.end = lists_.size();
    // The quotient of two rounded numbers may be a step greater than that of greater ones.
    one.most = saturated(one.factor, static_cast<double>(most_times), halves_.of(0)) + kStep;
    if (one.begin != one.end) all.push_back(one);
  }
  std::stable_sort(all.begin(), all.end(), [](const Word& a, const Word& b) { return a.most > b.most; });
  double rest = 0;
  for (auto word = all.rbegin(); word != all.rend(); ++word) word->rest = rest += word->most;
  return all;
}

std::vector<Ranked> Heaviest::of(const Bitmap& matches, std::size_t depth) {
  best_ = Best(depth);
  documents_ = matches.size();
  const std::span all = matches.words();
  for (std::uint32_t begin = 0; begin < matches.size(); begin += kWindow) {
    if (words_.empty() || words_.front().rest <= best_.threshold()) break;  // all of them together do not come up to it
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(begin + std::size_t{kWindow}, matches.size()));
    const auto words = all.subspan(begin / 64, (end - begin + 63) / 64);
    std::copy(words.begin(), words.end(), candidates_.begin());
    std::fill(candidates_.begin() + static_cast<std::ptrdiff_t>(words.size()), candidates_.end(), 0);
    weigh_window(begin, end);
  }
  return std::move(best_).in_order();
}

// A candidate is left out late rather than early where looking for it costs more than weighing it.
void Heaviest::weigh_window(std::uint32_t begin, std::uint32_t end) {
  std::uint64_t candidates = count_bits(candidates_);
  for (const Word& word : words_) {
    if (candidates == 0) break;
    const std::uint64_t postings = word.postings * (end - begin) / documents_;  // in the window, about
    const double limit = best_.threshold() - word.rest;
    if (limit >= 0 && postings > kKeepingCost) candidates = keep_candidates(limit);
    if (candidates * kAskingCost * (word.end - word.begin) < postings)
      ask(word, begin);
    else if (word.end - word.begin == 1)
      add(word, begin, end);
    else
      add_synonyms(word, begin, end);
  }
  if (candidates != 0 && keep_candidates(best_.threshold()) != 0) {
    for_each_candidate([&](std::uint32_t place) { best_.offer({begin + place, weights_[place]}); });
    best_.settle();
  }
  clear();
}

/// Those that weigh more than that, which is not negative. How many they are.
std::uint64_t Heaviest::keep_candidates(double limit) {
  for (std::uint64_t untouched = ~touched_; untouched != 0; untouched &= untouched - 1)
    candidates_[static_cast<std::size_t>(std::countr_zero(untouched))] = 0;
  return keep_above(candidates_, weights_, limit);
}

template <typename Action>
void Heaviest::for_each_candidate(Action&& action) const {
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    for (std::uint64_t word = candidates_[i]; word != 0; word &= word - 1)
      action(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
}

void Heaviest::add(const Word& word, std::uint32_t begin, std::uint32_t end) {
  lists_[word.begin].for_each_piece(begin, end, [&](Numbers documents, Numbers times) {
    watch_.step(static_cast<unsigned>(documents.size()));
    const std::uint32_t* const lengths = lengths_.data();
    const std::uint32_t* time = times.data();
    for (const std::uint32_t document : documents)
      touch(document - begin,
            saturated(word.factor, static_cast<std::int32_t>(*time++), halves_.of(lengths[document])));
  });
}

// Of a term that is named twice the occurrences are counted twice, but no document has more than it is long.
void Heaviest::add_synonyms(const Word& word, std::uint32_t begin, std::uint32_t end) {
  for (std::size_t list = word.begin; list < word.end; ++list)
    lists_[list].for_each_piece(begin, end, [&](Numbers documents, Numbers times) {
      watch_.step(static_cast<unsigned>(documents.size()));
      for (std::size_t i = 0; i < documents.size(); ++i) {
        std::uint32_t& counted = times_[documents[i] - begin];
        if (counted == 0) counted_.push_back(documents[i]);
        counted = std::min(counted + times[i], lengths_[documents[i]]);
      }
    });
  for (const std::uint32_t document : counted_) {
    std::uint32_t& counted = times_[document - begin];
    touch(document - begin, saturated(word.factor, counted, halves_.of(lengths_[document])));
    counted = 0;
  }
  counted_.clear();
}

void Heaviest::touch(std::uint32_t place, double weight) {
  weights_.data()[place] += weight;
  touched_ |= std::uint64_t{1} << (place / kGroup);
}

// Groups that are side by side at once, and of a length that the compiler does not know: it would not take the
// library's quick way for so few as are in one.
void Heaviest::clear() {
  for (std::uint32_t group = 0; group < kWindow / kGroup && touched_ >> group != 0;) {
    group += static_cast<std::uint32_t>(std::countr_zero(touched_ >> group));
    const auto count = static_cast<std::uint32_t>(std::countr_one(touched_ >> group));
    std::fill_n(weights_.data() + std::size_t{group} * kGroup, std::size_t{count} * kGroup, 0);
    group += count;
  }
  touched_ = 0;
}

void Heaviest::ask(const Word& word, std::uint32_t begin) {
  for_each_candidate([&](std::uint32_t place) {
    const std::uint32_t document = begin + place;
    std::uint32_t times = 0;
    for (std::size_t list = word.begin; list < word.end; ++list) {
      watch_.step();
      times = std::min(times + lists_[list].times_of(document), lengths_[document]);
    }
    if (times != 0) touch(place, saturated(word.factor, times, halves_.of(lengths_[document])));
  });
}

}  // namespace tarsach::query
