// The order of documents as Xapian's own matcher finds it from the same factors: what ours is compared with.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "query/ranking.h"
#include "query/weights.h"
#include "schema/shards.h"

namespace tarsach::query {

/// How much of a word a document has, times the factor that the word was given in the query.
class Saturation : public Xapian::Weight {
 public:
  explicit Saturation(double average_length) : average_length_(average_length) {
    need_stat(WDF);
    need_stat(DOC_LENGTH);
    need_stat(DOC_LENGTH_MIN);
    need_stat(WDF_MAX);
  }
  [[nodiscard]] Saturation* clone() const override { return new Saturation(average_length_); }
  void init(double factor) override { factor_ = factor; }
  [[nodiscard]] double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const override {
    return weight(wdf, length);
  }
  [[nodiscard]] double get_maxpart() const override {
    const double most = get_wdf_upper_bound();
    return most == 0 ? 0 : weight(most, std::max<double>(most, get_doclength_lower_bound()));
  }
  [[nodiscard]] double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  [[nodiscard]] double get_maxextra() const override { return 0; }

 private:
  // Written out, and not that of query/weights.h: the reference is by itself.
  [[nodiscard]] double weight(double wdf, double length) const {
    const double half =
        kSaturation * (1 - kLengthInfluence + kLengthInfluence * std::max(length / average_length_, 0.5));
    constexpr double kRounder = 1.5 * (1 << 20);
    return factor_ * wdf / (wdf + half) + kRounder - kRounder;
  }

  double average_length_;
  double factor_ = 0;
};

/// Lets the matcher see only the documents of a bitmap. Of several shards, Xapian clones it once for each.
class BitmapSource : public Xapian::PostingSource {
 public:
  BitmapSource(const Session& session, const Bitmap& documents) : session_(session), whole_(documents) {}

  [[nodiscard]] Xapian::PostingSource* clone() const override { return new BitmapSource(session_, whole_); }
  void init(const Xapian::Database& database) override {
    const auto& shards = session_.snapshot().manifest().shards;
    std::size_t shard = 0;
    while (shards.size() > 1 && shards[shard].uuid != database.get_uuid()) ++shard;
    documents_ = Bitmap(whole_.size() / shards.size() + 2);
    whole_.for_each([&](std::uint32_t document) {
      const schema::DocumentPlace place = schema::place_in_shards(document, shards.size());
      if (place.shard == shard) documents_.set(place.docid);
    });
    count_ = documents_.count();
    at_ = 0;
  }
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return count_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return count_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return count_; }
  void next(double) override { at_ = documents_.next(at_ + 1); }
  void skip_to(Xapian::docid document, double) override {
    if (document > at_) at_ = documents_.next(document);
  }
  [[nodiscard]] bool at_end() const override { return at_ >= documents_.size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

 private:
  const Session& session_;
  const Bitmap& whole_;
  Bitmap documents_;
  Xapian::doccount count_ = 0;
  std::uint32_t at_ = 0;
};

/// All of them: when it is asked for the first ones of several shards, Xapian 1.4.22 prunes some that belong to them.
/// Flat, as it needs it. (OP_MAX below OP_OR would count the best way to say a word and not their sum;
/// in 1.4.22 it uses freed memory.)
inline std::vector<Ranked> weigh_by_xapian(const Session& session, std::span<const ScoredWord> words,
                                           const Bitmap& matches) {
  using Xapian::Query;
  std::vector<Query> queries;
  for (const WeighedWord& word : weighed_words(session, words).words) {
    const Query terms = word.terms.size() == 1 ? Query(word.terms.front())
                                               : Query(Query::OP_SYNONYM, word.terms.begin(), word.terms.end());
    queries.emplace_back(Query::OP_SCALE_WEIGHT, terms, word.factor);
  }
  BitmapSource source(session, matches);
  Xapian::Enquire enquire(session.database());
  enquire.set_weighting_scheme(Saturation(session.database().get_avlength()));
  enquire.set_query(Query(Query::OP_FILTER, Query(Query::OP_OR, queries.begin(), queries.end()), Query(&source)));
  std::vector<Ranked> ranked;
  const Xapian::MSet found = enquire.get_mset(0, session.database().get_doccount());
  for (auto hit = found.begin(); hit != found.end(); ++hit) ranked.push_back({*hit, hit.get_weight()});
  return ranked;
}

}  // namespace tarsach::query
