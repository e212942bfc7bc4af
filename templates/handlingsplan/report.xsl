<?xml version="1.0" encoding="UTF-8"?>
<!-- The action plan: short, so its chapters follow each other without contents before them. A plan that asks for
     contents in its front has them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>
  <xsl:variable name="classes" select="'numbered running'"/>
  <xsl:template match="report[not(front/contents)]" mode="contents"/>
</xsl:stylesheet>
