Keyward's distribution carries these libraries, each under its own licence:

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
${project.name} ${project.version} (${project.groupId}:${project.artifactId})
  ${project.url!""}
<#list licenses as license>
  ${license}
</#list>

</#list>
