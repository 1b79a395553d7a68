// What the daemon says when a search does not end in time, and when nobody waits for it any more. Where a search can be
// stopped: tests/query/deadline_test.cc.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

#include "searchd/service.h"
#include "tests/query/test_index.h"
#include "tests/system/in_process.h"

namespace tarsach::testing {
namespace {

using namespace std::chrono_literals;

class Deadline : public ::testing::Test {
 protected:
  Deadline() {
    index_.add({.id = "a", .title = "Клъстер", .body = "Регионална среща.", .date = {2018, 7, 5}, .language = "bg"});
    index_.publish();
    engine_ = std::move(query::Engine::open(index_.path()).value());
    service_ = std::make_unique<searchd::Service>(*engine_, searchd::Settings{}, metrics_);
  }
  static searchd::Request search() {
    searchd::Request request;
    request.method = "GET";
    request.path = "/v1/search";
    request.query = "q=%D0%BA%D0%BB%D1%8A%D1%81%D1%82%D0%B5%D1%80";
    return request;
  }
  [[nodiscard]] std::uint64_t too_slow() const { return metrics_.rejections.value(searchd::Rejection::kDeadline); }

  const QuietLog quiet_;
  query::TestIndex index_;
  searchd::Metrics metrics_;
  std::unique_ptr<query::Engine> engine_;
  std::unique_ptr<searchd::Service> service_;
};

TEST_F(Deadline, LetsASearchInTimeBeAnswered) { EXPECT_EQ(service_->answer(search()).status, 200); }

TEST_F(Deadline, CountsFromTheArrivalAndIsToldAsSuch) {
  auto request = search();
  request.arrived -= 1h;
  const auto answer = service_->answer(request);
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("\"code\":\"too_slow\""), std::string::npos) << answer.body;
  const auto retry = std::find_if(answer.headers.begin(), answer.headers.end(),
                                  [](const auto& header) { return header.name == "Retry-After"; });
  ASSERT_NE(retry, answer.headers.end());
  EXPECT_EQ(retry->value, "5");
  EXPECT_EQ(too_slow(), 1U);
}

TEST_F(Deadline, PassesWhenTheClientHasLeft) {
  const std::atomic<bool> abandoned = true;
  auto request = search();
  request.abandoned = &abandoned;
  EXPECT_EQ(service_->answer(request).status, 499);
  EXPECT_EQ(too_slow(), 0U) << "the search was not slow";
}

}  // namespace
}  // namespace tarsach::testing
