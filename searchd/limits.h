// What the daemon lets a client have. Each bound has its own clear answer (problem.cc); docs/http-api.md lists them.
#pragma once

#include <chrono>
#include <cstddef>

namespace tarsach::searchd {

using namespace std::chrono_literals;

// Of one request.
inline constexpr std::size_t kMaxUriBytes = 8'192;    // about 1,300 Cyrillic letters; 414
inline constexpr std::size_t kMaxHeadBytes = 32'768;  // request line and headers; 431
inline constexpr std::size_t kMaxHeaders = 100;       // 431
inline constexpr std::size_t kMaxParameters = 300;    // 400
inline constexpr std::size_t kMaxProxies = 16;        // that it went through; further ones are not looked at

// Of one connection. None of these times holds a thread.
inline constexpr auto kFirstByteTime = 10s;  // a new connection that says nothing
inline constexpr auto kHeadTime = 10s;       // from the first byte of a head to its last, however it drips; 408
inline constexpr auto kKeepAliveTime = 2s;   // between an answer and the next request
inline constexpr auto kWriteTime = 10s;      // for the client to take an answer
inline constexpr auto kLingerTime = 1s;      // for the client to read a last answer while we throw away what it sends
inline constexpr std::size_t kMaxRequestsPerConnection = 100;

// Of the process.
inline constexpr int kListenBacklog = 1'024;
inline constexpr std::size_t kMaxConnections = 4'096;  // then some of the address that has the most go
inline constexpr std::size_t kMaxQueuedRequests = 1'024;
inline constexpr auto kLongestWait =
    500ms;  // a search may wait so long for its turn while the daemon keeps up; then 503
inline constexpr std::size_t kThreadsForTheRest = 2;  // for what does not ask the index
inline constexpr auto kDrainTime = 10s;               // after SIGTERM, for what runs
inline constexpr auto kDrainNotice = 1s;              // after SIGTERM, for clients that do not leave off

}  // namespace tarsach::searchd
