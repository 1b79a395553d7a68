// The service in this process, over a real index, under clients while generations change: for the thread sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "query/engine.h"
#include "searchd/reload.h"
#include "searchd/server.h"
#include "searchd/service.h"
#include "tests/searchd/client.h"
#include "tests/system/searchd_index.h"

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;
using testing::get;
using testing::SmallIndex;

class Running {
 public:
  Running(const std::string& index, const Settings& settings) : engine_(std::move(query::Engine::open(index).value())) {
    log::set_level(log::Level::kError);
    service_ = std::make_unique<Service>(*engine_, settings, metrics_);
    reloader_ = std::make_unique<Reloader>(*engine_, index, metrics_.reloads, 5ms);
    auto listener = std::move(Listener::open("127.0.0.1", 0).value());
    const auto& address = listener.address();
    port_ = std::atoi(address.substr(address.rfind(':') + 1).c_str());
    server_ =
        std::move(Server::start(std::move(listener), server_options(settings), metrics_, [this](Request&& request) {
                    return service_->answer(std::move(request));
                  }).value());
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] Service& service() const { return *service_; }

 private:
  std::unique_ptr<query::Engine> engine_;
  Metrics metrics_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Reloader> reloader_;
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

Settings few_threads() {
  Settings settings;
  settings.threads = 2;
  settings.deadline = 20'000;
  return settings;
}

TEST(SearchdUnderLoad, FailsNoRequestWhileGenerationsChange) {
  const SmallIndex index;
  auto settings = few_threads();
  settings.threads = 4;  // one for each client: nobody has to wait, so nobody can be refused
  const Running running(index.path(), settings);
  const auto one = index.folder().write("one.jsonl", R"({"id":"a","title":"Среща","body":"Една среща."})").string();
  const auto five = testing::source_path("tests/golden/http/articles.jsonl").string();
  std::atomic<bool> done = false;
  std::atomic<int> answered = 0;
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] {
      while (!done) {
        const auto answer = get(running.port(), "/v1/search?q=среща&facets=event&rewrite=off");
        ASSERT_EQ(answer.status, 200) << answer.body;
        const auto json = nlohmann::json::parse(answer.body);
        // Each answer is of one generation: the totals of the two sources, never a mixture.
        const auto total = json["totalHits"].get<int>();
        const auto generation = json["index"]["generation"].get<int>();
        ASSERT_EQ(total, generation % 2 == 1 ? 2 : 1) << answer.body;
        ++answered;
      }
    });
  for (int i = 0; i < 4; ++i) {
    index.build(i % 2 == 0 ? one : five);
    running.service().apply(few_threads());  // as on SIGHUP
  }
  // The clients go on until the last generation serves, and a while longer.
  const auto serving = [&] {
    return nlohmann::json::parse(get(running.port(), "/health/readyz").body)["index"]["generation"];
  };
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (serving() != 5 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(5ms);
  const int before = answered;
  while (answered < before + 50 && !::testing::Test::HasFailure()) std::this_thread::sleep_for(5ms);
  done = true;
  clients.clear();
  EXPECT_EQ(serving(), 5);
}

TEST(SearchdUnderLoad, GivesSixtyFourClientsAnswersOrAnHonestRefusal) {
  const SmallIndex index;
  auto settings = few_threads();
  settings.max_queue = 8;
  const Running running(index.path(), settings);
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 64; ++i)
      clients.emplace_back([&] {
        for (int j = 0; j < 10; ++j) {
          const auto answer = get(running.port(), "/search?q=клъстерна+среща");
          if (answer.status == 200) ++answered;
          if (answer.status == 503 && !answer.header("Retry-After").empty()) ++refused;
        }
      });
  }
  EXPECT_EQ(answered + refused, 640);
  EXPECT_GT(answered, 0);
}

}  // namespace
}  // namespace tarsach::searchd
