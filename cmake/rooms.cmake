# A room is a folder of sources and one static library tarsach::<room>; its tests stand in tests/<room>.
#
#   tarsach_room(text DEPENDS base LIBRARIES ICU::uc)
#   tarsach_door(indexer tarsach-indexer)      a program from <room>/main.cc
#
# A new source, test or fuzzer needs no line here: the folders are globbed.

function(tarsach_room room)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${room}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  add_library(tarsach_${room} STATIC ${sources})
  add_library(tarsach::${room} ALIAS tarsach_${room})
  list(TRANSFORM ARG_DEPENDS PREPEND tarsach::)
  target_link_libraries(tarsach_${room} PUBLIC ${ARG_DEPENDS} ${ARG_LIBRARIES} tarsach_options)
  set_property(GLOBAL APPEND PROPERTY TARSACH_ROOMS ${room})
  tarsach_room_tests(${room})
endfunction()

# One test program a room: tests/<room>/*_test.cc, with tests/support at hand.
function(tarsach_room_tests room)
  if(NOT TARSACH_TESTS)
    return()
  endif()
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${room}/*_test.cc)
  if(tests)
    add_executable(${room}_test ${tests})
    target_link_libraries(${room}_test PRIVATE tarsach::${room} tarsach_test_support GTest::gmock GTest::gtest_main)
    gtest_discover_tests(${room}_test TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${room})
  endif()
endfunction()

function(tarsach_door room program)
  add_executable(${program} ${CMAKE_SOURCE_DIR}/${room}/main.cc)
  target_link_libraries(${program} PRIVATE tarsach::${room})
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# tests/fuzz/<name>_fuzz.cc, its seeds in tests/fuzz/corpus/<name>/. In the fuzz preset it is a libFuzzer program;
# in every other one it is replayed over its seeds as a test, so that it can not rot.
function(tarsach_fuzzers)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cc)
  get_property(rooms GLOBAL PROPERTY TARSACH_ROOMS)
  list(TRANSFORM rooms PREPEND tarsach::)
  foreach(source ${fuzzers})
    get_filename_component(fuzzer ${source} NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" name ${fuzzer})
    if(TARSACH_LIBFUZZER)
      add_executable(${fuzzer} ${source})
      target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
    else()
      add_executable(${fuzzer} ${source} ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cc)
      add_test(NAME fuzz.${name} COMMAND ${fuzzer} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name})
      set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz)
    endif()
    target_link_libraries(${fuzzer} PRIVATE ${rooms} tarsach_options)
  endforeach()
endfunction()
