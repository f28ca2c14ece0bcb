"""What `meta.xml` and `eml.xml` must be, in our own words, from the written standards (XSD).

Darwin Core text guide; EML 2.2.0 in the order of GBIF's profile 1.3, strictly: what we do not write
is not in it.
"""

META = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://rs.tdwg.org/dwc/text/"
    targetNamespace="http://rs.tdwg.org/dwc/text/" elementFormDefault="qualified">
  <xs:simpleType name="term"><xs:restriction base="xs:anyURI">
    <xs:pattern value="https?://[^ ]+/[A-Za-z]+"/></xs:restriction></xs:simpleType>
  <xs:complexType name="number"><xs:attribute name="index" type="xs:nonNegativeInteger"
    use="required"/></xs:complexType>
  <xs:complexType name="field">
    <xs:attribute name="term" type="term" use="required"/>
    <xs:attribute name="index" type="xs:nonNegativeInteger"/>
    <xs:attribute name="default"/>
    <xs:attribute name="vocabulary" type="xs:anyURI"/>
    <xs:attribute name="delimitedBy"/>
  </xs:complexType>
  <xs:complexType name="files"><xs:sequence>
    <xs:element name="location" type="xs:anyURI" maxOccurs="unbounded"/></xs:sequence>
  </xs:complexType>
  <xs:attributeGroup name="table">
    <xs:attribute name="rowType" type="term" use="required"/>
    <xs:attribute name="encoding"/>
    <xs:attribute name="fieldsTerminatedBy"/>
    <xs:attribute name="linesTerminatedBy"/>
    <xs:attribute name="fieldsEnclosedBy"/>
    <xs:attribute name="ignoreHeaderLines" type="xs:nonNegativeInteger"/>
    <xs:attribute name="dateFormat"/>
  </xs:attributeGroup>
  <xs:complexType name="core"><xs:sequence>
    <xs:element name="files" type="files"/>
    <xs:element name="id" type="number"/>
    <xs:element name="field" type="field" maxOccurs="unbounded"/>
  </xs:sequence><xs:attributeGroup ref="table"/></xs:complexType>
  <xs:complexType name="extension"><xs:sequence>
    <xs:element name="files" type="files"/>
    <xs:element name="coreid" type="number"/>
    <xs:element name="field" type="field" maxOccurs="unbounded"/>
  </xs:sequence><xs:attributeGroup ref="table"/></xs:complexType>
  <xs:element name="archive"><xs:complexType>
    <xs:sequence>
      <xs:element name="core" type="core"><xs:unique name="once"><xs:selector xpath="*"/>
        <xs:field xpath="@term"/></xs:unique></xs:element>
      <xs:element name="extension" type="extension" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="metadata" type="xs:anyURI"/>
  </xs:complexType></xs:element>
</xs:schema>
"""

EML = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0"
    targetNamespace="https://eml.ecoinformatics.org/eml-2.2.0">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace"/>
  <xs:simpleType name="words"><xs:restriction base="xs:token">
    <xs:minLength value="1"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="mail"><xs:restriction base="xs:string">
    <xs:pattern value="[^@ ]+@[^@ ]+"/></xs:restriction></xs:simpleType>
  <xs:complexType name="title"><xs:simpleContent><xs:extension base="eml:words">
    <xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:complexType name="party"><xs:sequence>
    <xs:element name="organizationName" type="eml:words" maxOccurs="unbounded"/>
    <xs:element name="electronicMailAddress" type="eml:mail" minOccurs="0"/>
    <xs:element name="onlineUrl" type="xs:anyURI" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="para" mixed="true"><xs:sequence>
    <xs:element name="ulink" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="citetitle" type="eml:words"/></xs:sequence>
      <xs:attribute name="url" type="xs:anyURI" use="required"/></xs:complexType></xs:element>
  </xs:sequence></xs:complexType>
  <xs:complexType name="text"><xs:sequence>
    <xs:element name="para" type="eml:para" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
  <xs:complexType name="keywords"><xs:sequence>
    <xs:element name="keyword" type="eml:words" maxOccurs="unbounded"/>
    <xs:element name="keywordThesaurus" type="eml:words" minOccurs="0"/></xs:sequence>
  </xs:complexType>
  <xs:complexType name="licensed"><xs:sequence>
    <xs:element name="licenseName" type="eml:words"/>
    <xs:element name="url" type="xs:anyURI"/>
    <xs:element name="identifier" type="eml:words"/></xs:sequence></xs:complexType>
  <xs:complexType name="distribution"><xs:sequence>
    <xs:element name="online"><xs:complexType><xs:sequence>
      <xs:element name="url"><xs:complexType><xs:simpleContent><xs:extension base="xs:anyURI">
        <xs:attribute name="function"><xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="download"/><xs:enumeration value="information"/>
        </xs:restriction></xs:simpleType></xs:attribute>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="scope"/></xs:complexType>
  <xs:complexType name="maintenance"><xs:sequence>
    <xs:element name="description" type="eml:text"/>
    <xs:element name="maintenanceUpdateFrequency"><xs:simpleType><xs:restriction
        base="xs:string">
      <xs:enumeration value="annually"/><xs:enumeration value="asNeeded"/>
      <xs:enumeration value="biannually"/><xs:enumeration value="continually"/>
      <xs:enumeration value="daily"/><xs:enumeration value="irregular"/>
      <xs:enumeration value="monthly"/><xs:enumeration value="notPlanned"/>
      <xs:enumeration value="weekly"/><xs:enumeration value="unknown"/>
      <xs:enumeration value="otherMaintenancePeriod"/>
    </xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType>
  <xs:complexType name="methods"><xs:sequence>
    <xs:element name="methodStep" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="description" type="eml:text"/></xs:sequence></xs:complexType>
    </xs:element></xs:sequence></xs:complexType>
  <xs:complexType name="dataset"><xs:sequence>
    <xs:element name="alternateIdentifier" type="eml:words" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="title" type="eml:title" maxOccurs="unbounded"/>
    <xs:element name="creator" type="eml:party" maxOccurs="unbounded"/>
    <xs:element name="metadataProvider" type="eml:party" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="pubDate" type="xs:date"/>
    <xs:element name="language" type="eml:words" minOccurs="0"/>
    <xs:element name="abstract" type="eml:text"/>
    <xs:element name="keywordSet" type="eml:keywords" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="intellectualRights" type="eml:text"/>
    <xs:element name="licensed" type="eml:licensed"/>
    <xs:element name="distribution" type="eml:distribution" minOccurs="0"/>
    <xs:element name="maintenance" type="eml:maintenance" minOccurs="0"/>
    <xs:element name="contact" type="eml:party" maxOccurs="unbounded"/>
    <xs:element name="methods" type="eml:methods" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="gbif"><xs:sequence>
    <xs:element name="dateStamp" type="xs:dateTime"/>
    <xs:element name="hierarchyLevel" type="xs:string" fixed="dataset"/>
    <xs:element name="citation" type="eml:words"/></xs:sequence></xs:complexType>
  <xs:element name="eml"><xs:complexType><xs:sequence>
    <xs:element name="dataset" type="eml:dataset"/>
    <xs:element name="additionalMetadata" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="metadata"><xs:complexType><xs:sequence>
        <xs:element name="gbif" type="eml:gbif"/></xs:sequence></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="packageId" type="eml:words" use="required"/>
    <xs:attribute name="system" type="xs:anyURI" use="required"/>
    <xs:attribute name="scope" fixed="system"/>
    <xs:anyAttribute namespace="##other" processContents="skip"/>
  </xs:complexType></xs:element>
</xs:schema>
"""
