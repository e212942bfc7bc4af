<?xml version="1.0" encoding="UTF-8"?>
<!-- What a report may ask for at its end: a list of its abbreviations, an index of its indicators by Kolada's id. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- What the program looks for in the text: it marks every occurrence, fills the list, and takes these away. -->
  <xsl:template name="abbreviations">
    <xsl:if test="@abbreviations = 'utskrivna'"><meta name="abbr" content="utskrivna"/></xsl:if>
    <xsl:for-each select="front/abbreviation">
      <meta name="abbr:{normalize-space(@short)}" content="{normalize-space()}"/>
    </xsl:for-each>
    <xsl:for-each select="document('abbreviations.xml')/abbreviations/abbreviation">
      <meta name="abbr:{@short}" content="{normalize-space()}">
        <xsl:if test="@kind"><xsl:attribute name="name"><xsl:value-of select="concat('abbr-', @kind, ':', @short)"/></xsl:attribute></xsl:if>
      </meta>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="index[@of = 'förkortningar']">
    <dl class="abbreviations"/>
  </xsl:template>

  <!-- One line an indicator, by its id; it leads to the rows that show it. -->
  <xsl:key name="kolada" match="row[@kolada]" use="@kolada"/>
  <!-- What leads to a row that the index names: the first of its indicator in a table. -->
  <xsl:template match="row" mode="anchor"/>
  <xsl:template match="row[@kolada and ../@id]" mode="anchor">
    <xsl:if test="not(@id) and $indexed and generate-id() = generate-id(key('kolada-in', concat(generate-id(..), ' ', @kolada))[1])">
      <xsl:attribute name="id"><xsl:value-of select="concat(../@id, '-', @kolada)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>
  <xsl:variable name="indexed" select="boolean(//index[@of = 'indikatorer'])"/>

  <xsl:key name="kolada-in" match="row[@kolada]" use="concat(generate-id(..), ' ', @kolada)"/>

  <xsl:key name="kolada-initial" match="row[@kolada]" use="substring(@kolada, 1, 1)"/>

  <xsl:template match="index[@of = 'indikatorer']">
    <xsl:variable name="initials" select="//row[@kolada][generate-id() = generate-id(key('kolada-initial', substring(@kolada, 1, 1))[1])]"/>
    <xsl:choose>
      <xsl:when test="$initials">
        <ul class="index">
          <xsl:for-each select="$initials">
            <xsl:sort select="@kolada"/>
            <xsl:variable name="group" select="position()"/>
            <xsl:for-each select="key('kolada-initial', substring(@kolada, 1, 1))[generate-id() = generate-id(key('kolada', @kolada)[1])]">
              <xsl:sort select="@kolada"/>
              <xsl:apply-templates select="." mode="indexed">
                <xsl:with-param name="opens" select="$group &gt; 1 and position() = 1"/>
              </xsl:apply-templates>
            </xsl:for-each>
          </xsl:for-each>
        </ul>
      </xsl:when>
      <xsl:otherwise><p>Ingen tabell i dokumentet har indikatorer med id i Kolada.</p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The pages of an indicator: one for each table, however often it stands there. -->
  <xsl:template match="row" mode="indexed">
    <xsl:param name="opens"/>
    <li>
      <xsl:if test="$opens"><xsl:attribute name="class">opens</xsl:attribute></xsl:if>
      <span class="key"><xsl:value-of select="@kolada"/></span>
      <xsl:value-of select="concat(' ', normalize-space(cell[@type = 'label']/text()[1]))"/>
      <span class="led"/>
      <xsl:for-each select="key('kolada', @kolada)[generate-id() = generate-id(key('kolada-in', concat(generate-id(..), ' ', @kolada))[1])]">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <a class="ref to-page">
          <xsl:attribute name="href">
            <xsl:value-of select="concat('#', ../@id)"/>
            <xsl:if test="not(@id)"><xsl:value-of select="concat('-', @kolada)"/></xsl:if>
          </xsl:attribute>
        </a>
      </xsl:for-each>
    </li>
  </xsl:template>

</xsl:stylesheet>
