#include "query/engine.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

#include "query/search.h"
#include "query/snapshot.h"
#include "query/snippets.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "schema/terms.h"
#include "schema/xapian_try.h"

namespace tarsach::query {

struct Engine::State {
  std::filesystem::path path;
  schema::RemoteShards remote;
  mutable std::mutex mutex;  // guards the pointer; what it points to never changes
  std::shared_ptr<const Snapshot> snapshot;
  std::mutex reloading;  // one reload at a time

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const {
    const std::lock_guard lock(mutex);
    return snapshot;
  }
};

namespace {

// Runs one request over one generation: the snapshot outlives the session, the session all that the action reads. A
// connection to another host that was closed while nobody used it is no fault: then a new session is asked.
template <typename Action>
auto with_session(const std::shared_ptr<const Snapshot>& snapshot, const char* doing, Action&& action)
    -> std::invoke_result_t<Action, Session&> {
  if (!snapshot) return fail(ErrorCode::kUnavailable, "nothing has been published yet");
  for (;;) {
    TARSACH_TRY(Session session, snapshot->session());
    const bool is_used = session.is_used();
    auto result = schema::xapian_try(doing, [&] { return action(session); });
    if (result) return std::move(*result);
    const bool is_lost = result.error().code == ErrorCode::kUnavailable;
    // A deadline passes between two messages; whatever else happened, it may have been within one.
    const bool may_be_lost = session.has_remote_shards() && result.error().code != ErrorCode::kTimeout;
    if (is_lost || may_be_lost) session.discard();
    if (!is_lost || !is_used) return tl::unexpected(std::move(result).error());
  }
}

Result<std::shared_ptr<const Snapshot>> open_current(const std::filesystem::path& path,
                                                     const schema::RemoteShards& remote, const Snapshot* before) {
  TARSACH_TRY(const schema::IndexDir index, schema::IndexDir::open(path));
  TARSACH_TRY(const std::uint64_t generation, index.current());
  return Snapshot::open(index, generation, remote, before);
}

Result<std::uint32_t> find_document(const Session& session, std::string_view id) {
  const std::string term = schema::term(schema::Field::kId, id);
  const auto posting = session.database().postlist_begin(term);
  if (posting == session.database().postlist_end(term))
    return fail(ErrorCode::kNotFound, "there is no document '" + std::string(id) + "'");
  return *posting;
}

}  // namespace

Engine::Engine(std::filesystem::path index, const schema::RemoteShards& remote) : state_(std::make_unique<State>()) {
  state_->path = std::move(index);
  state_->remote = remote;
}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::open(const std::filesystem::path& index, const schema::RemoteShards& remote) {
  auto engine = waiting_for(index, remote);
  TARSACH_CHECK(engine->reload());
  return engine;
}

Result<std::unique_ptr<Engine>> Engine::open(const std::filesystem::path& index, std::uint64_t generation) {
  if (generation == 0) return open(index);
  TARSACH_TRY(const schema::IndexDir folder, schema::IndexDir::open(index));
  TARSACH_TRY(const auto generations, folder.generations());
  if (std::find(generations.begin(), generations.end(), generation) == generations.end())
    return fail(ErrorCode::kUnavailable, "there is no generation " + std::to_string(generation),
                "tarsach-indexer status --index " + index.string() + " lists what there is");
  auto engine = waiting_for(index);
  TARSACH_TRY(engine->state_->snapshot, Snapshot::open(folder, generation));
  return engine;
}

std::unique_ptr<Engine> Engine::waiting_for(const std::filesystem::path& index, const schema::RemoteShards& remote) {
  return std::unique_ptr<Engine>(new Engine(index, remote));  // the constructor is private
}

Result<Response> Engine::search(const Request& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "searching", [&](Session& session) {
    Watch watch(deadline);
    return answer(session, request, watch);
  });
}

Result<std::uint64_t> Engine::count(const Request& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "counting", [&](Session& session) -> Result<std::uint64_t> {
    Watch watch(deadline);
    Understood understood = understand(session, request, watch);
    return Choices(session.snapshot(), request).apply(std::move(understood.matches)).count();
  });
}

Result<Facet> Engine::facet(const Request& request, schema::Field field, std::string_view facet_query,
                            const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  if (!row(field).facet) return fail(ErrorCode::kNotFound, std::string(row(field).name) + " is not a facet");
  return with_session(state_->current(), "counting", [&](Session& session) -> Result<Facet> {
    Watch watch(deadline);
    const Understood understood = understand(session, request, watch);
    const Snapshot& snapshot = session.snapshot();
    Facet facet = count_facet(snapshot, Choices(snapshot, request), {.field = field}, understood.matches, watch);
    const std::vector<std::string> typed = forms_of(facet_query, session.analyzer());
    narrow(facet, request.facet_limit, [&](const FacetCount& count) {
      watch.look();
      return has_words_beginning(count.value + "\n" + count.label.bg + "\n" + count.label.en, typed,
                                 session.analyzer());
    });
    return facet;
  });
}

Result<std::vector<Suggestion>> Engine::suggest(const SuggestRequest& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "suggesting", [&](Session& session) -> Result<std::vector<Suggestion>> {
    Watch watch(deadline);
    return query::suggest(session.snapshot().suggestions(), request, session.analyzer(), watch);
  });
}

Result<Hit> Engine::document(std::string_view id) const {
  return with_session(state_->current(), "reading a document", [&](Session& session) -> Result<Hit> {
    TARSACH_TRY(const std::uint32_t document, find_document(session, id));
    return read_hit(session, document, Body::kWhole);
  });
}

Result<EventAnswer> Engine::event(const EventRequest& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "reading an event", [&](Session& session) {
    Watch watch(deadline);
    return answer(session, request, watch);
  });
}

Result<Hit> Engine::document(std::string_view id, const Request& marked, const Deadline& deadline) const {
  TARSACH_CHECK(check(marked));
  return with_session(state_->current(), "reading a document", [&](Session& session) -> Result<Hit> {
    Watch watch(deadline);
    TARSACH_TRY(const std::uint32_t document, find_document(session, id));
    const Understood understood = understand(session, marked, watch);
    TARSACH_TRY(Hit hit, read_hit(session, document, Body::kWhole));
    Snippets snippets(understood.compiled.highlights, session.analyzer());
    hit.formatted_title = snippets.title(hit.title);
    hit.formatted_body = snippets.whole(hit.body, watch);
    return hit;
  });
}

Result<Similar> Engine::similar(const SimilarRequest& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "looking for similar articles", [&](Session& session) -> Result<Similar> {
    Watch watch(deadline);
    TARSACH_TRY(const std::uint32_t document, find_document(session, request.id));
    return find_similar(session, document, request.limit, watch);
  });
}

Result<Explanation> Engine::explain(const Request& request, const Deadline& deadline) const {
  TARSACH_CHECK(check(request));
  return with_session(state_->current(), "explaining", [&](Session& session) {
    Watch watch(deadline);
    return query::explain(session, request, watch);
  });
}

bool Engine::is_outdated() const {
  const auto index = schema::IndexDir::open(state_->path);
  const auto current = index ? index->current() : tl::unexpected(index.error());
  const auto snapshot = state_->current();
  if (!current || !snapshot || *current != snapshot->manifest().generation) return true;
  const auto manifest = schema::read_manifest(index->generation_path(*current));
  return !manifest || manifest->built_at != snapshot->manifest().built_at;
}

Result<void> Engine::reload() {
  const std::lock_guard one_at_a_time(state_->reloading);
  const auto before = state_->current();
  TARSACH_TRY(auto snapshot, open_current(state_->path, state_->remote, before.get()));
  {
    const std::lock_guard lock(state_->mutex);
    state_->snapshot.swap(snapshot);
  }
  return {};  // the old generation is closed here, outside the lock, unless a request still holds it
}

const schema::RemoteShards& Engine::remote_shards() const { return state_->remote; }

IndexState Engine::state() const {
  const auto snapshot = state_->current();
  return snapshot ? index_state(*snapshot) : IndexState{};
}

std::shared_ptr<const schema::Vocabulary> Engine::vocabulary() const {
  const auto snapshot = state_->current();
  return {snapshot, snapshot ? &snapshot->vocabulary() : nullptr};
}

}  // namespace tarsach::query
