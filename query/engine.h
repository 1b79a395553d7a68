// The door of the room: an index that answers. A request holds one snapshot from its start to its end; reload()
// switches later requests to a newer generation, and the old one goes away with its last request.
//
//   TARSACH_TRY(auto engine, Engine::open("index"));
//   Request request{.query = "клъстерна среща"};
//   TARSACH_TRY(Response response, engine->search(request, Deadline::after(500ms)));
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/deadline.h"
#include "query/events.h"
#include "query/explanation.h"
#include "query/request.h"
#include "query/similar.h"
#include "query/suggest.h"
#include "schema/remote_shards.h"

namespace tarsach::query {

class Snapshot;

/// All methods may be called from any thread at the same time.
class Engine {
 public:
  /// Opens the current generation. kUnavailable without an index, kBadData for one that does not fit this program.
  /// Some shards may stand on other hosts: while one of them does not answer, everything is kUnavailable.
  [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const std::filesystem::path& index,
                                                            const schema::RemoteShards& remote = {});
  /// Opens that generation, be it current or not; 0: the current one. It may be retired meanwhile: then what is asked
  /// later fails with kBadData or is answered in full, as the files that are open already go on to exist.
  [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const std::filesystem::path& index,
                                                            std::uint64_t generation);
  /// For an index whose first generation may still have to come: whatever is asked before reload() has found one is
  /// kUnavailable.
  [[nodiscard]] static std::unique_ptr<Engine> waiting_for(const std::filesystem::path& index,
                                                           const schema::RemoteShards& remote = {});
  ~Engine();

  /// kUsage for an impossible request, kTimeout when the deadline passed: never a part of an answer.
  [[nodiscard]] Result<Response> search(const Request& request, const Deadline& deadline) const;

  /// Only the number: the same total as search() gives.
  [[nodiscard]] Result<std::uint64_t> count(const Request& request, const Deadline& deadline) const;

  /// Counts of one facet, of the values whose id or label has words that begin with those of `facet_query`.
  [[nodiscard]] Result<Facet> facet(const Request& request, schema::Field field, std::string_view facet_query,
                                    const Deadline& deadline) const;

  /// What may follow what was typed, the likeliest first. kUsage, kTimeout.
  [[nodiscard]] Result<std::vector<Suggestion>> suggest(const SuggestRequest& request, const Deadline& deadline) const;

  /// One article with its whole body. kNotFound.
  [[nodiscard]] Result<Hit> document(std::string_view id) const;

  /// One event of the vocabulary with its articles and its neighbours in time; one without articles is answered too.
  /// kNotFound, kUsage, kTimeout.
  [[nodiscard]] Result<EventAnswer> event(const EventRequest& request, const Deadline& deadline) const;

  /// The same with the words of the query `marked` in formatted_title and formatted_body, every form of them: the whole
  /// body, however long it is. An empty query marks nothing. kNotFound, kUsage, kTimeout.
  [[nodiscard]] Result<Hit> document(std::string_view id, const Request& marked, const Deadline& deadline) const;

  /// Articles that are about the same as one, in its language and in the other one. kNotFound, kUsage, kTimeout.
  [[nodiscard]] Result<Similar> similar(const SimilarRequest& request, const Deadline& deadline) const;

  /// What was understood, the tree, the terms with their frequencies, and why the first hits rank where they do.
  [[nodiscard]] Result<Explanation> explain(const Request& request, const Deadline& deadline) const;

  /// Whether CURRENT names another generation than the one that is open, or can not be read: reload() tells why. Cheap
  /// (reads one small file).
  [[nodiscard]] bool is_outdated() const;
  /// Opens the current generation and switches to it. On an error the old one goes on serving.
  [[nodiscard]] Result<void> reload();

  [[nodiscard]] const schema::RemoteShards& remote_shards() const;
  /// Generation 0: there is none yet.
  [[nodiscard]] IndexState state() const;
  /// The labels of the open generation; keeps it alive. nullptr: there is none yet.
  [[nodiscard]] std::shared_ptr<const schema::Vocabulary> vocabulary() const;

 private:
  Engine(std::filesystem::path index, const schema::RemoteShards& remote);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::query
