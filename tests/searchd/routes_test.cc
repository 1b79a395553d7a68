#include "searchd/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tarsach::searchd {
namespace {

using ::testing::IsEmpty;

std::string route_of(std::string_view path) {
  const auto match = find_route(path);
  return match ? std::string(match->route->path) : std::string();
}

TEST(Routes, AreFoundByTheirPath) {
  EXPECT_EQ(route_of("/v1/search"), "/v1/search");
  EXPECT_EQ(route_of("/"), "/");
  EXPECT_EQ(route_of("/v1/documents/a%2Fb"), "/v1/documents/{id}");
  EXPECT_EQ(find_route("/v1/documents/a%2Fb")->variable, "a%2Fb");
}

TEST(Routes, AreNotFoundByAnythingElse) {
  for (const auto* path : {"", "//", "/v1", "/v1/search/", "/v1//search", "/V1/search", "/v1/documents",
                           "/v1/documents/", "/v1/documents/a/b", "/v1/facets/", "/search.html", "/%73earch", "search"})
    EXPECT_THAT(route_of(path), IsEmpty()) << path;
}

TEST(Routes, ThatAreNearlyRightAreNamed) {
  EXPECT_EQ(nearest_path("/v1/serch"), "/v1/search");
  EXPECT_EQ(nearest_path("/v1/search/"), "/v1/search");
  EXPECT_EQ(nearest_path("/v1/document/a%2Fb"), "/v1/documents/a%2Fb");
  EXPECT_EQ(nearest_path("/v1/documents/a/similars"), "/v1/documents/a/similar");
  EXPECT_EQ(nearest_path("/nothing/here"), "");
  EXPECT_EQ(nearest_path("/v1/documents/" + std::string(100, 'a')), "");
  EXPECT_EQ(nearest_path("/\xFF\xFF"), "");
}

TEST(Routes, WithSlashesInTheIdAreNamedWithThemEncoded) {
  EXPECT_EQ(nearest_path("/v1/documents/news/18"), "/v1/documents/news%2F18");
  EXPECT_EQ(nearest_path("/v1/documents/news/18/similar"), "/v1/documents/news%2F18/similar");
  EXPECT_EQ(nearest_path("/v1/documents/https://example.org/a"), "/v1/documents/https:%2F%2Fexample.org%2Fa");
  EXPECT_EQ(nearest_path("/v1/documents/" + std::string(300, '/')), "");
  EXPECT_EQ(nearest_path("/v1/documents/\xFF/a"), "");
  EXPECT_EQ(nearest_path("/v1/facets/year/2018"), "");
}

TEST(Routes, WithoutTheirIdAreNamed) {
  EXPECT_EQ(nearest_path("/v1/documents"), "/v1/documents/{id}");
  EXPECT_EQ(nearest_path("/v1/events/"), "/v1/events/{id}");
  EXPECT_EQ(nearest_path("/v1/facets"), "/v1/facets/{field}");
}

TEST(Routes, EachHasItsOwnPathAndSaysWhatItAnswers) {
  std::set<std::string_view> paths;
  for (const auto& route : routes()) {
    EXPECT_TRUE(paths.insert(route.path).second) << route.path;
    EXPECT_TRUE(route.path.starts_with('/'));
    EXPECT_FALSE(route.summary.empty()) << route.path;
    EXPECT_NE(route.answer, nullptr) << route.path;
  }
}

}  // namespace
}  // namespace tarsach::searchd
