#include "searchd/reload.h"

#include "base/log.h"

namespace tarsach::searchd {

void tell_shortcomings(const query::IndexState& index) {
  if (index.has_dictionary) return;
  log::warning("the index has no dictionary: rules alone find the forms of a word, and miss some",
               {{"generation", std::to_string(index.generation)},
                {"hint", "install the package's data where tarsach-indexer runs, and build the index again"}});
}

Reloader::Reloader(query::Engine& engine, ReloadRecord& record, std::chrono::milliseconds interval)
    : engine_(engine), record_(record), interval_(interval), thread_([this] { run(); }) {}

Reloader::~Reloader() {
  {
    const std::lock_guard lock(mutex_);
    wish_ = Wish::kStop;
  }
  wished_.notify_one();
  thread_.join();
}

void Reloader::reload_now() {
  {
    const std::lock_guard lock(mutex_);
    if (wish_ == Wish::kNone) wish_ = Wish::kReload;
  }
  wished_.notify_one();
}

void Reloader::run() {
  for (;;) {
    const auto wish = wait();
    if (wish == Wish::kStop) return;
    if (wish == Wish::kReload) last_error_.clear();  // who asks wants to be told again
    record_.looked();
    if (wish == Wish::kReload || engine_.is_outdated())
      reload();
    else
      record_.is_current();
  }
}

Reloader::Wish Reloader::wait() {
  std::unique_lock lock(mutex_);
  const auto is_wished = [this] { return wish_ != Wish::kNone; };
  if (interval_.count() == 0)
    wished_.wait(lock, is_wished);
  else
    wished_.wait_for(lock, interval_, is_wished);
  const auto wish = wish_;
  if (wish == Wish::kReload) wish_ = Wish::kNone;
  return wish;
}

void Reloader::reload() {
  if (const auto reloaded = engine_.reload(); !reloaded) {
    const auto text = describe(reloaded.error());
    record_.failed(text);
    if (text != last_error_)
      log::error("the new generation can not be served; the old one goes on", {{"reason", text}});
    last_error_ = text;
    return;
  }
  last_error_.clear();
  record_.succeeded();
  const auto state = engine_.state();
  log::info("serving a new generation",
            {{"generation", std::to_string(state.generation)}, {"documents", std::to_string(state.documents)}});
  tell_shortcomings(state);
}

}  // namespace tarsach::searchd
