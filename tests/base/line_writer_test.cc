#include "base/line_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

namespace tarsach {
namespace {

using namespace std::chrono_literals;

struct Pipe {
  Pipe() { EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0); }
  ~Pipe() {
    close_reader();
    close(ends[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void close_reader() {
    if (ends[0] >= 0) close(ends[0]);
    ends[0] = -1;
  }
  std::string read_some(std::size_t bytes) {
    std::string text(bytes, '\0');
    std::size_t size = 0;
    while (size < bytes) {
      const auto count = read(ends[0], text.data() + size, bytes - size);
      if (count <= 0) break;
      size += static_cast<std::size_t>(count);
    }
    text.resize(size);
    return text;
  }

  std::array<int, 2> ends{-1, -1};
};

std::shared_ptr<LineWriter> started(int descriptor) {
  auto writer = std::make_shared<LineWriter>(descriptor);
  writer->start();
  return writer;
}

TEST(LineWriter, WritesLinesInTheirOrder) {
  Pipe pipe;
  const auto writer = started(pipe.ends[1]);
  writer->push("one\n");
  writer->push("two\n");
  EXPECT_TRUE(writer->stop(10s));
  EXPECT_EQ(pipe.read_some(8), "one\ntwo\n");
  EXPECT_EQ(writer->dropped(), 0u);
}

TEST(LineWriter, DoesNotWaitForAReaderThatHasStopped) {
  Pipe pipe;
  const auto writer = started(pipe.ends[1]);
  const std::string line(1 << 16, 'x');
  const auto lines = LineWriter::kMostBytes / line.size() + 10;
  for (std::size_t i = 0; i < lines; ++i) writer->push(line);  // returns, though nobody reads
  EXPECT_GT(writer->dropped(), 0u);
  EXPECT_FALSE(writer->stop(10ms));
  pipe.close_reader();  // else its thread would be there when the test program ends
  EXPECT_TRUE(writer->stop(10s));
}

TEST(LineWriter, GoesOnWhenTheReaderDoes) {
  Pipe pipe;
  ASSERT_EQ(fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK), 0);  // as another program may have left it
  const auto writer = started(pipe.ends[1]);
  const std::string line(1 << 16, 'x');
  for (int i = 0; i < 8; ++i) writer->push(line);
  EXPECT_EQ(pipe.read_some(8 * line.size()).size(), 8 * line.size());
  EXPECT_TRUE(writer->stop(10s));
  EXPECT_EQ(writer->dropped(), 0u);
}

TEST(LineWriter, CountsWhatNobodyCanRead) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reader();
  const auto writer = started(pipe.ends[1]);
  writer->push("lost\n");
  EXPECT_TRUE(writer->stop(10s));
  EXPECT_EQ(writer->dropped(), 1u);
}

TEST(LineWriter, CountsWhatAFullDiskDoesNotTake) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "there is no /dev/full";
  const auto writer = started(full);
  for (int i = 0; i < 3; ++i) writer->push("lost\n");
  EXPECT_TRUE(writer->stop(10s));
  EXPECT_EQ(writer->dropped(), 3u);
  close(full);
}

}  // namespace
}  // namespace tarsach
