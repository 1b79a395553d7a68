#include "searchd/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "searchd/problem.h"
#include "searchd/routes.h"

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;

const RequestCounts::OfRoute& counts_of(const RequestCounts& requests, std::string_view route) {
  for (const auto& [name, counts] : requests.all())
    if (name == route) return counts;
  throw std::out_of_range(std::string(route));
}

std::uint64_t with_status(const RequestCounts::OfRoute& counts, int status) {
  const auto at = std::find(kStatuses.begin(), kStatuses.end(), status) - kStatuses.begin();
  return counts.by_status.at(static_cast<std::size_t>(at)).value();
}

TEST(DurationHistogram, PutsEachDurationIntoTheBucketWhoseBoundItDoesNotPass) {
  DurationHistogram histogram;
  histogram.record(0ns);
  histogram.record(100us);
  histogram.record(100us + 1ns);
  histogram.record(2500ms);
  histogram.record(1h);
  const auto reading = histogram.read();
  EXPECT_EQ(reading.counts[0], 2u);
  EXPECT_EQ(reading.counts[1], 1u);
  EXPECT_EQ(reading.counts[DurationHistogram::kBounds.size() - 1], 1u);
  EXPECT_EQ(reading.counts.back(), 1u);
  EXPECT_EQ(reading.sum, 1h + 2500ms + 200us + 1ns);
}

TEST(DurationHistogram, HasBoundsThatGrow) {
  EXPECT_TRUE(std::is_sorted(DurationHistogram::kBounds.begin(), DurationHistogram::kBounds.end()));
}

TEST(RequestCounts, AreByTheRouteAndNotByThePathThatWasSent) {
  RequestCounts requests;
  const auto match = find_route("/v1/documents/a");
  requests.record(match->route, 200, 1ms, 70);
  requests.record(match->route, 404, 1ms, 30);
  requests.record(nullptr, 404, 1ms, 5);
  const auto& documents = counts_of(requests, "/v1/documents/{id}");
  EXPECT_EQ(with_status(documents, 200), 1u);
  EXPECT_EQ(with_status(documents, 404), 1u);
  EXPECT_EQ(documents.bytes.value(), 100u);
  EXPECT_EQ(with_status(counts_of(requests, "none"), 404), 1u);
  EXPECT_EQ(requests.all().size(), routes().size() + 1);
}

TEST(RequestCounts, KnowEveryStatusThatIsAnsweredAndPutOthersTogether) {
  std::set<int> answered = {304};
  for (const auto& route : routes()) answered.insert(route.status);
  for (const auto& problem : problems()) answered.insert(problem.status);
  for (const int status : answered)
    EXPECT_NE(std::find(kStatuses.begin(), kStatuses.end(), status), kStatuses.end()) << status;
  RequestCounts requests;
  requests.record(nullptr, 599, 1ms, 0);
  EXPECT_EQ(with_status(counts_of(requests, "none"), 0), 1u);
}

TEST(ReloadRecord, RemembersSinceWhenAndWhyItFails) {
  ReloadRecord record;
  record.failed("one");
  const auto first = record.read().failure;
  record.failed("two");
  const auto second = record.read();
  EXPECT_EQ(second.failures, 2u);
  EXPECT_EQ(second.failure->reason, "two");
  EXPECT_EQ(second.failure->since, first->since);
  record.succeeded();
  EXPECT_EQ(record.read().successes, 1u);
  EXPECT_FALSE(record.read().failure);
}

TEST(ReloadRecord, ForgetsAFailureWhenTheOldGenerationIsCurrentAgain) {
  ReloadRecord record;
  record.failed("broken");
  record.is_current();
  EXPECT_FALSE(record.read().failure);
  EXPECT_EQ(record.read().successes, 0u);
}

}  // namespace
}  // namespace tarsach::searchd
