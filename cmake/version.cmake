# The version and the commit that --version tells, in one source, so that a commit rebuilds one file. In an archive that
# git has made, it has put the commit into cmake/commit.txt (.gitattributes); in a checkout git tells.
file(STRINGS ${CMAKE_SOURCE_DIR}/cmake/commit.txt commit)
if(commit MATCHES "^([0-9a-f]+) ([0-9-]+)$")
  string(SUBSTRING ${CMAKE_MATCH_1} 0 10 TARSACH_COMMIT)
  set(TARSACH_COMMIT_DATE ${CMAKE_MATCH_2})
else()
  execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} rev-parse --short=10 HEAD
                  OUTPUT_VARIABLE TARSACH_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} log -1 --format=%cs
                  OUTPUT_VARIABLE TARSACH_COMMIT_DATE OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT TARSACH_COMMIT)
  set(TARSACH_COMMIT "unknown")
endif()
if(EXISTS ${CMAKE_SOURCE_DIR}/.git/logs/HEAD)  # grows with each commit
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/.git/logs/HEAD)
endif()
set_source_files_properties(${CMAKE_SOURCE_DIR}/base/version.cc PROPERTIES COMPILE_DEFINITIONS
  "TARSACH_VERSION=\"${PROJECT_VERSION}\";TARSACH_COMMIT=\"${TARSACH_COMMIT}\";TARSACH_COMMIT_DATE=\"${TARSACH_COMMIT_DATE}\"")
