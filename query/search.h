// The recipe of an answer, one step after the other, for one request in one thread:
//
//   check      is the request possible?
//   understand what was meant → tree → plan → the documents that match; with fewer words if none has all
//   choose     filters and period
//   count      facets
//   rank       the page's documents, or groups of them, in their order
//   show       their records, with marks and passages
//   offer      other readings of the query, with their totals; what would find something, when this does not
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/compiler.h"
#include "query/facets.h"
#include "query/ranking.h"
#include "query/request.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// kUsage, beginning with the parameter's name, for what cannot be answered: limits passed, impossible years or dates,
/// fields that are no filters or facets.
[[nodiscard]] Result<void> check(const Request& request);

/// With match=auto, a query of fewer words needs all of them, as long as any document has all. Who writes more words,
/// a headline or a question, looks for what is nearest to them: one long article that happens to have them all
/// must not hide it. (Counted without stop words.)
inline constexpr std::size_t kWordsForMost = 4;

struct Understood {
  Node tree;
  Compiled compiled;
  Bitmap matches;  // of the text alone, before filters
  Interpretation interpretation;
};

// The following throw Xapian::Error; the request has passed check().
/// The interpretation's alternatives have no totals yet.
[[nodiscard]] Understood understand(Session& session, const Request& request, Watch& watch);

/// The best documents among `matches` in the order that the request wants, down to the end of its page.
[[nodiscard]] std::vector<Ranked> ranked(const Session& session, const Request& request, const Understood& understood,
                                         const Bitmap& matches, Watch& watch);

/// A record as a hit. kBadData for a document that this program's indexer has not written.
enum class Body : std::uint8_t { kWhole, kLeftOut };
[[nodiscard]] Result<Hit> read_hit(Session& session, std::uint32_t document, Body body);

/// Documents as hits, with marks and passages if the request wants them.
[[nodiscard]] Result<std::vector<Hit>> show(Session& session, const Request& request, const Highlights& highlights,
                                            std::span<const Ranked> page, Watch& watch);

[[nodiscard]] IndexState index_state(const Snapshot& snapshot);

[[nodiscard]] Result<Response> answer(Session& session, const Request& request, Watch& watch);

}  // namespace tarsach::query
