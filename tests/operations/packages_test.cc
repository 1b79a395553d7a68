// The packages of build/package (./dev package), installed in a fresh Debian 12 as the handbook shows it: the blocks
// marked `sh package` and `sh systemd` in docs/operations.md, without and with a systemd that runs.
//
// Needs root, debootstrap, systemd-nspawn and a mirror of Debian; skips without. The folder that debootstrap makes
// stays in build/debian; TARSACH_DEBIAN names another one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::minutes kMost{8};

bool has(const std::string& program) { return run_program({"/bin/sh", "-c", "command -v " + program}).status == 0; }

std::string content(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What stands in the blocks of one kind in a section of the handbook.
std::string commands(const std::string& section, const std::string& kind) {
  std::ifstream handbook(source_path("docs/operations.md"));
  std::string commands;
  bool in_section = false, in_block = false;
  for (std::string line; std::getline(handbook, line);) {
    if (line.starts_with("## ")) in_section = line == "## " + section;
    if (line == "```") in_block = false;
    if (in_section && in_block) commands += line + "\n";
    if (line == "```sh " + kind) in_block = true;
  }
  return commands;
}

bool has_packages(const fs::path& folder) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.path().extension() == ".deb") return true;
  return false;
}

TEST(FromSource, IsInstalledIntoAnyFolder) {
  const auto build = program_path("tarsach").parent_path().parent_path();
  if (!fs::exists(build / "share/man/man8/tarsach-searchd.8")) GTEST_SKIP() << "not all is built";
  const TemporaryFolder folder;
  for (const char* name : {"corpus", "schema"}) fs::create_directory_symlink(source_path(name), folder.path() / name);
  auto script = std::regex_replace(commands("Installing", "source"), std::regex("\\./dev build"), "");
  script = std::regex_replace(script, std::regex("/usr/local"), (folder.path() / "usr").string());
  script = std::regex_replace(script, std::regex("build/release"), build.string());
  const auto run = run_program({"/bin/bash", "-c", "set -e; cd '" + folder.path().string() + "'\n" + script});
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_THAT(run.output, HasSubstr("articles found"));
  EXPECT_THAT(run.error, Not(HasSubstr("dictionary"))) << "the tables are found beside the programs";
}

// Takes the packages that are there instead of compiling for an hour. CONTAINERS_CONF may say what podman needs here.
TEST(Container, ServesWhatItHasIndexed) {
  const auto packages = source_path("build/package");
  if (!has_packages(packages)) GTEST_SKIP() << "there are no packages in " << packages << " (./dev package)";
  if (!has("podman")) GTEST_SKIP() << "podman is not installed";
  const std::string base = "docker.io/library/debian:bookworm-slim";
  const auto there = "podman image exists " + base + " || podman pull -q " + base;
  if (run_program({"/bin/sh", "-c", there}, {}, {}, kMost).status != 0) GTEST_SKIP() << "there is no " << base;
  if (run_program({"podman", "container", "exists", "tarsach-searchd"}).status == 0)
    GTEST_SKIP() << "there is a container tarsach-searchd, which is not this test's";
  auto script = std::regex_replace(commands("Installing", "container"), std::regex("podman build"),
                                   "podman build --build-context packages=" + packages.string());
  script = std::regex_replace(script, std::regex("127.0.0.1:8080:"), "127.0.0.1:" + std::to_string(free_port()) + ":");
  const auto run =
      run_program({"/bin/bash", "-c",
                   "set -e; cd '" + source_path("").string() +
                       "'; trap 'podman rm -f tarsach-searchd; podman volume rm tarsach-index' EXIT\n" + script +
                       "podman healthcheck run tarsach-searchd\npodman exec tarsach-searchd id -u"},
                  {}, {}, kMost);
  EXPECT_EQ(run.status, 0) << run.output << run.error;
  EXPECT_THAT(run.output, HasSubstr("articles found"));
  EXPECT_THAT(run.output, HasSubstr("\n850\n"));
}

/// A fresh Debian in a folder, with the packages in /root/packages and higher versions of them in /root/newer.
class Packages : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_packages(packages_)) GTEST_SKIP() << "there are no packages in " << packages_ << " (./dev package)";
    if (::geteuid() != 0) GTEST_SKIP() << "only root can install packages";
    for (const char* program : {"debootstrap", "systemd-nspawn"})
      if (!has(program)) GTEST_SKIP() << program << " is not installed (./dev deps package)";
    const char* given = std::getenv("TARSACH_DEBIAN");
    const fs::path base = given != nullptr ? fs::path(given) : source_path("build/debian");
    if (!fs::exists(base / "etc/debian_version") &&
        run_program({"debootstrap", "--variant=minbase", "bookworm", base.string()}, {}, {}, kMost).status != 0) {
      fs::remove_all(base);
      GTEST_SKIP() << "debootstrap could not make a Debian: is a mirror in reach?";
    }
    ASSERT_EQ(run_program({"cp", "-a", base.string(), debian().string()}, {}, {}, kMost).status, 0);
    fs::copy_file("/etc/resolv.conf", debian() / "etc/resolv.conf", fs::copy_options::overwrite_existing);
    fs::create_directories(debian() / "root/packages");
    for (const auto& entry : fs::directory_iterator(packages_))
      if (entry.path().extension() == ".deb") fs::copy(entry.path(), debian() / "root/packages");
    write("root/newer.sh", kMakeNewer);
  }

  [[nodiscard]] fs::path debian() const { return folder_.path() / "debian"; }
  void write(const std::string& name, std::string_view text) const { (void)folder_.write("debian/" + name, text); }

  /// As root in it, without systemd.
  [[nodiscard]] ProgramRun run(const std::string& script) const {
    write("root/script", "set -e\nexport DEBIAN_FRONTEND=noninteractive TARSACH_PORT=" + port_ + "\n" + script);
    return run_program({"systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "-D", debian().string(),
                        "/bin/bash", "/root/script"},
                       {}, {}, kMost);
  }

  /// The same once it has booted; what the script says.
  [[nodiscard]] std::string run_booted(const std::string& script) const {
    write("root/booted", "export DEBIAN_FRONTEND=noninteractive\n" + script);
    write("etc/systemd/system/try.service",
          "[Unit]\nAfter=network.target dbus.service\n[Service]\nType=oneshot\nTimeoutStartSec=8min\n"
          "ExecStart=/bin/bash /root/booted\nExecStopPost=/bin/systemctl --no-block poweroff\n"
          "StandardOutput=file:/root/told\nStandardError=inherit\n[Install]\nWantedBy=multi-user.target\n");
    EXPECT_EQ(run("systemctl enable --quiet try.service").status, 0);
    (void)run_program({"systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot", "-D", debian().string()},
                      {}, {}, kMost);
    return content(debian() / "root/told");
  }

  static constexpr std::string_view kMakeNewer = R"sh(
mkdir -p /root/newer
for package in /root/packages/*.deb; do
  dpkg-deb -R "$package" /root/unpacked
  sed -i -E 's/^(Version: .*)$/\1+later/; s/(tarsach[a-z-]* \(= [^)]*)/\1+later/g' /root/unpacked/DEBIAN/control
  dpkg-deb --root-owner-group -Znone -b /root/unpacked "/root/newer/${package##*/}" > /dev/null
  rm -r /root/unpacked
done
)sh";
  static constexpr const char* kMakeUnreadable =
      R"(sed -i 's/"schemaVersion": *[0-9]*/"schemaVersion": 1/' /var/lib/tarsach/index/generations/*/manifest.json
)";

  const fs::path packages_ = source_path("build/package");
  const std::string port_ = std::to_string(free_port());
  TemporaryFolder folder_;
};

TEST_F(Packages, ServeKeepWhatIsTheOperatorsAndTellOfAReindexWithoutSystemd) {
  const auto installed = run("cd /root/packages\n" + commands("Installing", "package") + R"(
until (exec 3<> "/dev/tcp/127.0.0.1/$TARSACH_PORT") 2> /dev/null; do sleep 0.1; done
exec 3<> "/dev/tcp/127.0.0.1/$TARSACH_PORT"
printf 'GET /health/readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 && cat <&3)");
  ASSERT_EQ(installed.status, 0) << installed.output << installed.error;
  EXPECT_THAT(installed.output, ContainsRegex("articles found"));
  EXPECT_THAT(installed.output, HasSubstr("HTTP/1.1 200 OK"));

  const auto upgrade = commands("Upgrading", "package");
  const auto upgraded = run("bash /root/newer.sh; echo '# mine' >> /etc/tarsach/indexer.toml; cd /root/newer\n" +
                            std::string(kMakeUnreadable) + upgrade + "tail -1 /etc/tarsach/indexer.toml");
  ASSERT_EQ(upgraded.status, 0) << upgraded.output << upgraded.error;
  EXPECT_THAT(upgraded.error + upgraded.output, HasSubstr("a reindex is needed"));
  EXPECT_THAT(upgraded.output, HasSubstr("# mine"));

  const auto reindexed = run(R"(/usr/lib/tarsach/needs-reindex
setpriv --reuid tarsach --regid tarsach --init-groups tarsach-indexer update --config /etc/tarsach/indexer.toml
! /usr/lib/tarsach/needs-reindex; tarsach count --index /var/lib/tarsach/index)");
  EXPECT_EQ(reindexed.status, 0) << reindexed.error;

  const auto purged = run("apt-get purge -y -qq 'tarsach*'; find /var/lib/tarsach /etc/tarsach");
  EXPECT_EQ(purged.status, 0) << purged.error;
  EXPECT_THAT(purged.output, HasSubstr("/var/lib/tarsach/articles/jsonl/"));
  EXPECT_THAT(purged.output, HasSubstr("/etc/tarsach/vocabulary/events.json"));
  EXPECT_THAT(purged.output, Not(HasSubstr("/var/lib/tarsach/index")));
  EXPECT_THAT(purged.output, Not(HasSubstr(".toml")));
}

TEST_F(Packages, AreStartedUpdatedAndReindexedBySystemd) {
  ASSERT_EQ(run("apt-get update -qq && apt-get install -y -qq --no-install-recommends systemd-sysv dbus curl\n"
                "install -D /dev/null /etc/systemd/system/tarsach-searchd.service.d/port.conf\n"
                "printf '[Service]\\nEnvironment=TARSACH_PORT='$TARSACH_PORT'\\n' > "
                "/etc/systemd/system/tarsach-searchd.service.d/port.conf")
                .status,
            0);
  std::string install = commands("Installing", "package");
  install.erase(install.find("setpriv"));
  const auto told = run_booted("set -x; url=http://127.0.0.1:" + port_ + "\ncd /root/packages\n" + install +
                               "echo timer $(systemctl is-active tarsach-update.timer)\n" +
                               commands("Installing", "systemd") + R"sh(
sleep 1; curl -s -o /dev/null -w 'served %{http_code}\n' "$url/v1/search?q=innovation"
bash /root/newer.sh; cd /root/newer
)sh" + kMakeUnreadable + R"sh(
daemon=$(systemctl show -p MainPID tarsach-searchd)
while curl -s -o /dev/null -w 'answer %{http_code}\n' "$url/v1/search?q=innovation"; do sleep 0.1; done &
)sh" + commands("Upgrading", "package") +
                               R"sh(
for _ in $(seq 300); do systemctl -q is-active tarsach-reindex || break; sleep 0.2; done; sleep 2
[ "$daemon" = "$(systemctl show -p MainPID tarsach-searchd)" ] || echo 'daemon is another'
)sh" + commands("Upgrading", "systemd") +
                               R"sh(
curl -s "$url/health/readyz"; systemctl --failed --no-legend)sh");
  if (told.empty()) GTEST_SKIP() << "systemd does not boot in a container here";
  EXPECT_THAT(told, HasSubstr("timer active"));
  EXPECT_THAT(told, HasSubstr("articles found"));
  EXPECT_THAT(told, HasSubstr("served 200"));
  EXPECT_THAT(told, HasSubstr("tarsach-reindex.service does it"));
  EXPECT_THAT(told, HasSubstr("answer 200")) << "while the index is made again";
  EXPECT_THAT(told, Not(HasSubstr("answer 5")));
  EXPECT_THAT(told, HasSubstr("daemon is another"));
  EXPECT_THAT(told, HasSubstr("\nthe index can be read\n"));
  EXPECT_THAT(told, HasSubstr(R"("degraded":[],"index":{"generation":2)"));
  EXPECT_THAT(told, Not(HasSubstr("loaded failed"))) << told;
}

}  // namespace
}  // namespace tarsach::testing
