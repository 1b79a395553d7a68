#include "searchd/reload.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>

#include "base/log.h"
#include "searchd/service_manager.h"

namespace tarsach::searchd {
namespace {

constexpr std::chrono::minutes kOpeningTime{5};  // a disk that takes longer to give a generation has gone away

}  // namespace

void tell_shortcomings(const query::IndexState& index) {
  if (index.has_dictionary) return;
  log::warning("the index has no dictionary: rules alone find the forms of a word, and miss some",
               {{"generation", index.generation},
                {"hint", "install the package's data where tarsach-indexer runs, and build the index again"}});
}

Reloader::Reloader(query::Engine& engine, const std::filesystem::path& index, ReloadRecord& record,
                   std::chrono::milliseconds interval)
    : engine_(engine),
      record_(record),
      watch_(index),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      interval_(interval),
      thread_([this] { run(); }) {}

Reloader::~Reloader() {
  is_stopping_ = true;
  wake();
  thread_.join();
}

void Reloader::reload_now() {
  is_wished_ = true;
  wake();
}

void Reloader::set_interval(std::chrono::milliseconds interval) {
  interval_ = interval;
  wake();
}

void Reloader::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto bytes = write(wake_.get(), &one, sizeof one);
}

bool Reloader::is_alive() {
  const bool turns = heart_.has_beaten();
  wake();
  return turns || Clock::now() < opening_until_.load();
}

void Reloader::run() {
  name_this_thread("reloader");
  while (!is_stopping_) {  // looks before it waits: something may have happened before all was watched
    const bool is_wished = is_wished_.exchange(false);
    if (is_wished) last_error_.clear();  // who asks wants to be told again
    record_.looked();
    if (is_wished || engine_.is_outdated())
      reload();
    else
      record_.is_current();
    heart_.beat();
    wait();
  }
}

/// Until something has happened, or the interval is over.
void Reloader::wait() {
  const auto interval = interval_.load().count();
  std::array<pollfd, 2> reasons{pollfd{wake_.get(), POLLIN, 0}, pollfd{watch_.descriptor(), POLLIN, 0}};
  poll(reasons.data(), reasons.size(), interval == 0 ? -1 : static_cast<int>(interval));
  std::uint64_t ignored = 0;
  [[maybe_unused]] const auto bytes = read(wake_.get(), &ignored, sizeof ignored);
  watch_.take_news();
}

void Reloader::reload() {
  opening_until_ = Clock::now() + kOpeningTime;
  const auto reloaded = engine_.reload();
  opening_until_ = Clock::time_point::min();
  const auto state = engine_.state();
  if (!reloaded) {
    const auto text = describe(reloaded.error());
    record_.failed(text);
    if (text != last_error_ && state.generation == 0)
      log::warning("there is no index yet that can be served", {{"reason", text}});
    if (text != last_error_ && state.generation != 0)
      log::error("the new generation can not be served; the old one goes on", {{"reason", text}});
    last_error_ = text;
    return;
  }
  last_error_.clear();
  record_.succeeded();
  log::info("serving a new generation", {{"generation", state.generation}, {"documents", state.documents}});
  service_manager::tell_index(state);
  tell_shortcomings(state);
}

}  // namespace tarsach::searchd
