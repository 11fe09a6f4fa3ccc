# What leaves the house: three libraries, the headers their front doors reach, the wire contract, the command, and the files by
# which CMake and pkg-config find them. Static by default, shared with BUILD_SHARED_LIBS=ON.
include(CMakePackageConfigHelpers)

set(LODESTONE_ENGINE_FLOORS base simd math random model plan kernel risk run)
set(LODESTONE_CALIBRATION_FLOORS calibration_estimate calibration_history calibration_backtest calibration_market)

# lodestone_source_of(<variable> <header>): where <lodestone/header> stands in the sources.
function(lodestone_source_of variable header)
  if(header STREQUAL "calibration.hpp")
    set(header calibration/calibration.hpp)
  endif()
  if(header MATCHES "^calibration/")
    set(${variable} ${PROJECT_SOURCE_DIR}/${header} PARENT_SCOPE)
  else()
    set(${variable} ${PROJECT_SOURCE_DIR}/engine/${header} PARENT_SCOPE)
  endif()
endfunction()

# lodestone_reachable_headers(<variable> <front doors>...): the front doors and every header of ours that they reach.
function(lodestone_reachable_headers variable)
  set(reached "")
  set(waiting ${ARGN})
  while(waiting)
    list(POP_FRONT waiting header)
    list(APPEND reached ${header})
    lodestone_source_of(source ${header})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(STRINGS ${source} lines REGEX "^#include <lodestone/")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^#include <lodestone/(.*)>.*" "\\1" included ${line})
      if(NOT included IN_LIST reached AND NOT included IN_LIST waiting)
        list(APPEND waiting ${included})
      endif()
    endforeach()
  endwhile()
  set(${variable} ${reached} PARENT_SCOPE)
endfunction()

# lodestone_library(<name> FLOORS <floors>... LINK_PUBLIC <libraries>... LINK_PRIVATE <libraries>...): the library
# lodestone-<name>, made of the objects of its floors, with the build-tree name lodestone::<name>.
function(lodestone_library name)
  cmake_parse_arguments(ARG "" "" "FLOORS;LINK_PUBLIC;LINK_PRIVATE" ${ARGN})
  set(target lodestone_${name}_library)
  add_library(${target})
  add_library(lodestone::${name} ALIAS ${target})
  foreach(floor IN LISTS ARG_FLOORS)
    if(TARGET lodestone_${floor})
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:lodestone_${floor}>)
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES OUTPUT_NAME lodestone-${name} EXPORT_NAME ${name} LINKER_LANGUAGE CXX
                                             VERSION ${PROJECT_VERSION}
                                             SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
                                             INSTALL_RPATH $ORIGIN)
  target_compile_features(${target} INTERFACE cxx_std_20)
  target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${LODESTONE_INCLUDE_DIR}>
                                                 $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} PUBLIC ${ARG_LINK_PUBLIC} PRIVATE ${ARG_LINK_PRIVATE})
  target_link_options(${target} PRIVATE LINKER:--no-undefined)
endfunction()

lodestone_library(engine FLOORS ${LODESTONE_ENGINE_FLOORS} LINK_PRIVATE TBB::tbb PkgConfig::HWY_CONTRIB)
set(components engine)
if(TARGET lodestone_wire)
  lodestone_library(wire FLOORS wire LINK_PUBLIC lodestone_engine_library LINK_PRIVATE protobuf::libprotobuf)
  list(APPEND components wire)
endif()

if(TARGET lodestone_calibration_estimate)
  lodestone_library(calibration FLOORS ${LODESTONE_CALIBRATION_FLOORS} LINK_PUBLIC lodestone_engine_library
                    LINK_PRIVATE PkgConfig::NLOPT)
  target_include_directories(lodestone_calibration_library INTERFACE $<BUILD_INTERFACE:${LODESTONE_CALIBRATION_INCLUDE_DIR}>)
  list(APPEND components calibration)
endif()

if(NOT LODESTONE_INSTALL)
  return()
endif()

# Whoever links a static library links its dependencies too; a shared one carries them.
set(engine_requires "")
set(wire_requires "lodestone-engine = ${PROJECT_VERSION}")
set(calibration_requires "lodestone-engine = ${PROJECT_VERSION}")
if(NOT BUILD_SHARED_LIBS)
  set(engine_requires "tbb, libhwy-contrib")
  string(APPEND wire_requires ", protobuf")
  string(APPEND calibration_requires ", nlopt")
endif()
file(RELATIVE_PATH path_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)

set(engine_front_doors engine.hpp risk.hpp)
set(wire_front_doors wire.hpp)
set(calibration_front_doors calibration.hpp)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Lodestone)
set(installed_headers "")
foreach(component IN LISTS components)
  install(TARGETS lodestone_${component}_library EXPORT Lodestone-${component} COMPONENT ${component})
  install(EXPORT Lodestone-${component} NAMESPACE lodestone:: DESTINATION ${config_dir} COMPONENT ${component})

  lodestone_reachable_headers(headers ${${component}_front_doors})
  if(installed_headers)
    list(REMOVE_ITEM headers ${installed_headers})
  endif()
  list(APPEND installed_headers ${headers})
  foreach(header IN LISTS headers)
    cmake_path(GET header PARENT_PATH folder)
    lodestone_source_of(source ${header})
    install(FILES ${source} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/lodestone/${folder}
            COMPONENT ${component})
  endforeach()

  configure_file(${PROJECT_SOURCE_DIR}/cmake/lodestone-${component}.pc.in ${PROJECT_BINARY_DIR}/lodestone-${component}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/lodestone-${component}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
          COMPONENT ${component})
endforeach()

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/LodestoneConfig.cmake.in ${PROJECT_BINARY_DIR}/LodestoneConfig.cmake
                              INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/LodestoneConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/LodestoneConfig.cmake ${PROJECT_BINARY_DIR}/LodestoneConfigVersion.cmake
        DESTINATION ${config_dir} COMPONENT engine)

if(TARGET lodestone_wire)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/proto DESTINATION ${CMAKE_INSTALL_DATADIR}/lodestone COMPONENT wire
          FILES_MATCHING PATTERN *.proto)
endif()
if(TARGET lodestone)
  install(TARGETS lodestone COMPONENT command)
endif()
