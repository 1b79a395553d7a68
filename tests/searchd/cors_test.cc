#include "searchd/cors.h"

#include <gtest/gtest.h>

namespace tarsach::searchd {
namespace {

std::string header(const Response& response, const std::string& name) {
  std::string value;
  for (const auto& each : response.headers)
    if (each.name == name) value += (value.empty() ? "" : " + ") + each.value;
  return value;
}

Request request_from(const std::string& origin, const std::string& method = "GET") {
  Request request;
  request.method = method;
  if (!origin.empty()) request.headers = {{"origin", origin}};
  return request;
}

Request preflight_from(const std::string& origin) {
  auto request = request_from(origin, "OPTIONS");
  request.headers.push_back({"access-control-request-method", "GET"});
  return request;
}

Response allowed(const Cors& cors, const Request& request) {
  Response response;
  cors.allow(request, response);
  return response;
}

TEST(Cors, IsOffUnlessConfigured) {
  const Cors off({});
  EXPECT_TRUE(allowed(off, request_from("https://a.example")).headers.empty());
  EXPECT_FALSE(off.preflight(preflight_from("https://a.example")));
}

TEST(Cors, LetsTheConfiguredOriginsRead) {
  const Cors cors({"https://a.example", "https://b.example"});
  const auto response = allowed(cors, request_from("https://b.example"));
  EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "https://b.example");
  EXPECT_NE(header(response, "Access-Control-Expose-Headers").find("ETag"), std::string::npos);
  EXPECT_EQ(header(response, "Access-Control-Allow-Credentials"), "");
  EXPECT_EQ(header(response, "Vary"), "Origin");
}

TEST(Cors, LetsNoOtherReadAndTellsCachesSo) {
  const Cors cors({"https://a.example"});
  for (const auto* origin : {"https://a.example.evil", "http://a.example", "null", "https://A.example", ""}) {
    const auto response = allowed(cors, request_from(origin));
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "") << origin;
    EXPECT_EQ(header(response, "Vary"), "Origin") << origin;
  }
}

TEST(Cors, LetsAnybodyReadWithoutNamingThem) {
  const auto response = allowed(Cors({"*"}), request_from("https://a.example"));
  EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(response, "Vary"), "");
}

TEST(Cors, AnswersAPreflight) {
  const Cors cors({"https://a.example"});
  auto response = cors.preflight(preflight_from("https://a.example"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 204);
  EXPECT_EQ(header(*response, "Access-Control-Allow-Methods"), "GET, HEAD");
  EXPECT_EQ(header(*response, "Access-Control-Max-Age"), "86400");
  const auto other = cors.preflight(preflight_from("https://b.example"));
  ASSERT_TRUE(other);
  EXPECT_EQ(header(*other, "Access-Control-Allow-Methods"), "");
  EXPECT_FALSE(cors.preflight(request_from("https://a.example", "OPTIONS")));  // asks for nothing
  EXPECT_FALSE(cors.preflight(request_from("https://a.example")));
}

TEST(Cors, TakesOriginsAndTheStar) {
  EXPECT_TRUE(Cors::is_allowed_value("*"));
  EXPECT_TRUE(Cors::is_allowed_value("https://a.example:81"));
  for (const auto* value : {"", "null", "a.example", "https://*.example", "https://a.example/"})
    EXPECT_FALSE(Cors::is_allowed_value(value)) << value;
}

TEST(Cors, AddsToAVaryThatIsThere) {
  Response response{.headers = {{"Vary", "Accept"}}};
  add_vary(response, "Origin");
  EXPECT_EQ(header(response, "Vary"), "Accept, Origin");
}

}  // namespace
}  // namespace tarsach::searchd
